/** One question to a reasoner: what was asked, what came back, and what it means. */
import { createHash } from 'node:crypto';
import type { CameraImage, PolicyQuery } from '../../harness/types.ts';
import type { Question, Reasoner } from '../reasoners/reasoner.ts';
import type { ParsedAnswer } from './answer.ts';
import type { GroundingOptions } from './options.ts';
import { type ParseOptions, parseAnswer } from './parse/parse.ts';

export interface Asked {
  readonly question: Question;
  readonly parsed: ParsedAnswer;
  /** For the trace; without notes on the motion. */
  readonly query: PolicyQuery;
}

/** Rejects with what the reasoner rejects with. */
export async function ask(reasoner: Reasoner, question: Question, options: GroundingOptions): Promise<Asked> {
  const { prompt, text, usage } = await reasoner.answer(question);
  const parsed = parseAnswer(text, parsingOf(question, options));
  const { pointing, absent, wellFormed, problem } = parsed;
  const query: PolicyQuery = {
    kind: question.kind,
    about: question.about,
    camera: options.camera,
    widthPx: question.image.widthPx,
    heightPx: question.image.heightPx,
    imageHash: hashOf(question.image),
    prompt,
    answer: head(text),
    box: pointing?.kind === 'affordance' ? pointing.box : null,
    trajectory: pointing?.kind === 'trajectory' ? pointing.trajectory : null,
    absent,
    wellFormed,
    problem,
    usage,
    notes: [],
  };
  return { question, parsed, query };
}

/** How an answer to this question is to be read. */
export function parsingOf({ kind, image }: Pick<Question, 'kind' | 'image'>, options: GroundingOptions): ParseOptions {
  const { widthPx, heightPx } = image;
  const coordinates = options.unit === 'pixel' ? { unit: options.unit, widthPx, heightPx } : { unit: options.unit };
  return { kind, strict: options.format === 'strict', coordinates };
}

/** The same picture in two runs has the same hash: about half a millisecond for 640 x 480. */
const hashOf = ({ rgb }: CameraImage): string => createHash('sha256').update(rgb).digest('hex');

const KEPT_BYTES = 65_536;

function head(text: string): string {
  if (text.length * 3 <= KEPT_BYTES) return text;
  return Buffer.from(text.slice(0, KEPT_BYTES))
    .subarray(0, KEPT_BYTES)
    .toString()
    .replace(/\uFFFD+$/, '');
}
