import { count } from '../numbers.ts';
import { OUTCOMES, type OutcomeMark } from '../outcomes.ts';
import type { Counts } from '../schema/summary.ts';
import type { Paint } from './terminal.ts';
import { widthOf } from './width.ts';

const PAINTS: Readonly<Record<OutcomeMark['key'], (paint: Paint) => (text: string) => string>> = {
  success: (paint) => paint.green,
  failure: (paint) => paint.red,
  infraError: (paint) => paint.yellow,
  invalid: (paint) => paint.magenta,
  notRun: (paint) => paint.blue,
};

/** The colour of an outcome on a terminal. */
export const paintOf = (key: OutcomeMark['key'], paint: Paint): ((text: string) => string) => PAINTS[key](paint);

/** "✓ 31 success   ✗ 7 failure   ! 1 infra error   ≠ 0 invalid   – 1 not run", on two lines where there is little room. */
export function outcomeLines(counts: Counts, room: number, paint: Paint): string[] {
  const parts = OUTCOMES.map(({ key, sign, word }) => {
    if (counts[key] === 0) return paint.dim(`${sign} 0 ${word}`);
    return `${paintOf(key, paint)(sign)} ${paint.bold(count(counts[key]))} ${word}`;
  });
  const line = parts.join(GAP);
  return widthOf(line) <= room ? [line] : [parts.slice(0, 2).join(GAP), parts.slice(2).join(GAP)];
}

const GAP = '   ';
