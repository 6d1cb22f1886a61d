/** Recorded answers in place of a model: a run again to the last bit, with no server. */
import { HarnessError } from '../../../harness/errors.ts';
import { readLines } from '../../../harness/record/lines.ts';
import type { Answer, Question, Reasoner } from '../reasoner.ts';
import { fingerprintOf, type ReasonerSource, RGB_ONLY, type Unit } from '../source.ts';
import { AnswerBook } from './answer-book.ts';
import { checkRecorded, type RecordedAnswer } from './recorded-answer.ts';

/** @throws `E_POLICY` without a file, `E_RECORDS` with the place of a damaged line */
export async function replaySource(file: string | null): Promise<ReasonerSource> {
  if (!file) throw new HarnessError('E_POLICY', "policy 'replay': expected replay@answers.jsonl, got no file");
  const { values } = await readLines<RecordedAnswer>(file).catch((cause: Error) => {
    if (cause instanceof HarnessError) throw cause;
    throw new HarnessError('E_POLICY', `policy 'replay': expected a file of answers at ${file}, got ${cause.message}`, {
      hint: 'a run leaves one in its folder: runs/<id>/answers.jsonl',
      cause,
    });
  });
  const answers = values.map((value, i) => checkRecorded(value, { file, line: i + 1, column: 1 }));
  const book = new AnswerBook(file, answers);
  return {
    fingerprint: fingerprintOf(['replay', answers]),
    needs: RGB_ONLY,
    unit: unitOf(answers, file),
    timeoutMs: null,
    batches: true,
    open: async () => new Replay(book),
  };
}

/** Answers in pixels and in fractions cannot be told apart afterwards. */
function unitOf(answers: readonly RecordedAnswer[], file: string): Unit {
  const [first] = answers;
  if (!first) throw new HarnessError('E_POLICY', `policy 'replay': expected answers in ${file}, got none`);
  const other = answers.findIndex(({ unit }) => unit !== first.unit);
  if (other < 0) return first.unit;
  throw new HarnessError('E_RECORDS', `unit: expected ${first.unit} as in line 1, got ${answers[other]!.unit}`, {
    location: { file, line: other + 1, column: 1 },
  });
}

class Replay implements Reasoner {
  readonly needs = RGB_ONLY;
  private readonly book: AnswerBook;

  constructor(book: AnswerBook) {
    this.book = book;
  }

  async answer(question: Question): Promise<Answer> {
    const { prompt, text, usage } = this.book.find(question);
    return { prompt, text, usage };
  }

  async close(): Promise<void> {}
}
