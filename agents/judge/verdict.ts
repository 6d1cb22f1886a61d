import { sectionsOf } from '../grounding/parse/sections.ts';
import { jsonObject } from '../reasoners/json.ts';

/** What is asked about every thought. */
export const RUBRIC = ['taskUnderstood', 'objectNamed', 'answerFollows'] as const;

export type Verdict = Readonly<Record<(typeof RUBRIC)[number], boolean>>;

/** The last object of a judge's reply, after its own thought; null unless it says yes or no to the whole rubric. */
export function verdictIn(reply: string): Verdict | null {
  const last = sectionsOf(reply)
    .said.match(/\{[^{}]*\}/g)
    ?.at(-1);
  const object = jsonObject(last ?? '');
  const said = RUBRIC.map((name) => [name, yesOrNo(object?.[name])] as const);
  return said.every(([, yes]) => yes !== null) ? (Object.fromEntries(said) as Verdict) : null;
}

function yesOrNo(value: unknown): boolean | null {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return word === 'yes' || word === 'no' ? word === 'yes' : null;
}
