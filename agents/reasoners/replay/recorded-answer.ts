/** One line of an answers file: a question, by what tells it from others, and what was said. */
import { createHash } from 'node:crypto';
import { HarnessError, type Location } from '../../../harness/errors.ts';
import { sha256 } from '../../../harness/record/canonical.ts';
import { checkVersion } from '../../../harness/record/lines.ts';
import type { PointingKind } from '../../grounding/answer.ts';
import type { Answer, Question } from '../reasoner.ts';
import type { Unit } from '../source.ts';

export interface RecordedAnswer extends Answer {
  readonly schemaVersion: 1;
  readonly episodeId: string;
  readonly seed: number;
  /** Questions asked before in the episode. */
  readonly index: number;
  readonly step: number;
  readonly kind: PointingKind;
  readonly instruction: string;
  /** sha256 of the RGB bytes. */
  readonly imageHash: string;
  /** sha256 of the prompt as it went over the wire. */
  readonly promptHash: string;
  readonly unit: Unit;
}

export const imageHashOf = ({ image }: Pick<Question, 'image'>): string =>
  createHash('sha256').update(image.rgb).digest('hex');

export function recordedAnswer(question: Question, answer: Answer, unit: Unit): RecordedAnswer {
  const { episodeId, seed, index, step, kind, instruction } = question;
  return {
    schemaVersion: 1,
    episodeId,
    seed,
    index,
    step,
    kind,
    instruction,
    imageHash: imageHashOf(question),
    promptHash: sha256(answer.prompt),
    unit,
    prompt: answer.prompt,
    text: answer.text,
    usage: answer.usage,
  };
}

const KINDS: Readonly<Record<string, string>> = {
  episodeId: 'string',
  index: 'number',
  kind: 'string',
  instruction: 'string',
  imageHash: 'string',
  promptHash: 'string',
  prompt: 'string',
  text: 'string',
  unit: 'string',
  usage: 'object',
};

/** @throws `E_RECORDS` with the line's place for what this release did not write */
export function checkRecorded(value: RecordedAnswer, location: Location): RecordedAnswer {
  checkVersion(value, location);
  for (const [key, kind] of Object.entries(KINDS)) {
    const got = (value as unknown as Record<string, unknown>)[key];
    if (typeof got !== kind) throw damaged(`${key}: expected a ${kind}, got ${JSON.stringify(got)}`, location);
  }
  if (sha256(value.prompt) === value.promptHash) return value;
  throw damaged('promptHash: expected the sha256 of the prompt, got another', location);
}

const damaged = (message: string, location: Location): HarnessError =>
  new HarnessError('E_RECORDS', message, { location });
