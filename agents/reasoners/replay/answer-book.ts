/** Recorded answers, found again by picture and question. */
import { HarnessError } from '../../../harness/errors.ts';
import type { Question } from '../reasoner.ts';
import { imageHashOf, type RecordedAnswer } from './recorded-answer.ts';

type Asked = Pick<Question, 'episodeId' | 'index' | 'kind' | 'instruction' | 'step' | 'image'>;

export class AnswerBook {
  private readonly file: string;
  private readonly count: number;
  private readonly byImage = new Map<string, RecordedAnswer[]>();

  constructor(file: string, answers: readonly RecordedAnswer[]) {
    this.file = file;
    this.count = answers.length;
    for (const answer of answers) {
      const same = this.byImage.get(answer.imageHash);
      if (same) same.push(answer);
      else this.byImage.set(answer.imageHash, [answer]);
    }
  }

  /**
   * What was said to this picture and question. A sampler says different things to the same: then what it said at this
   * point of this episode, the last time, counts. The order of other lines decides nothing, for it is that of workers.
   * @throws `E_REPLAY` when nothing was said, or was said to two prompts of which neither is this episode's
   */
  find(asked: Asked): RecordedAnswer {
    const onImage = this.byImage.get(imageHashOf(asked)) ?? [];
    const told = onImage.filter(({ kind, instruction }) => kind === asked.kind && instruction === asked.instruction);
    const own = told.findLast(({ episodeId, index }) => episodeId === asked.episodeId && index === asked.index);
    if (own) return own;
    if (new Set(told.map(({ promptHash }) => promptHash)).size > 1)
      throw this.missing(asked, 'answers to several prompts');
    const other = told.toSorted(byPlace)[0];
    if (other) return other;
    throw this.missing(asked, onImage.length > 0 ? 'this picture with another question' : 'none for this picture');
  }

  private missing(asked: Asked, has: string): HarnessError {
    const { episodeId, index, kind, instruction, step } = asked;
    const image = imageHashOf(asked).slice(0, 12);
    const question = `${episodeId}, question ${index} at step ${step} (${kind}, "${instruction}", picture ${image})`;
    return new HarnessError('E_REPLAY', `${this.file}: expected an answer to ${question}, got ${has}`, {
      hint: `it holds ${this.count}; a replay needs the suite, seed and camera that they were recorded with`,
    });
  }
}

function byPlace(a: RecordedAnswer, b: RecordedAnswer): number {
  return (a.episodeId < b.episodeId ? -1 : a.episodeId > b.episodeId ? 1 : 0) || a.index - b.index;
}
