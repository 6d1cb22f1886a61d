import type { Counts } from '../schema/summary.ts';
import { count } from './numbers.ts';
import type { Paint } from './terminal.ts';
import { widthOf } from './width.ts';

interface OutcomeMark {
  readonly key: Exclude<keyof Counts, 'planned'>;
  readonly sign: string;
  readonly word: string;
  readonly paint: (paint: Paint) => (text: string) => string;
}

/** The five outcomes: their signs are the heads of columns, the headline says what they mean. */
export const OUTCOMES: readonly OutcomeMark[] = [
  { key: 'success', sign: '✓', word: 'success', paint: (paint) => paint.green },
  { key: 'failure', sign: '✗', word: 'failure', paint: (paint) => paint.red },
  { key: 'infraError', sign: '!', word: 'infra error', paint: (paint) => paint.yellow },
  { key: 'invalid', sign: '≠', word: 'invalid', paint: (paint) => paint.magenta },
  { key: 'notRun', sign: '–', word: 'not run', paint: (paint) => paint.blue },
];

/** "✓ 31 success   ✗ 7 failure   ! 1 infra error   ≠ 0 invalid   – 1 not run", on two lines where there is little room. */
export function outcomeLines(counts: Counts, room: number, paint: Paint): string[] {
  const parts = OUTCOMES.map(({ key, sign, word, paint: of }) => {
    if (counts[key] === 0) return paint.dim(`${sign} 0 ${word}`);
    return `${of(paint)(sign)} ${paint.bold(count(counts[key]))} ${word}`;
  });
  const line = parts.join(GAP);
  return widthOf(line) <= room ? [line] : [parts.slice(0, 2).join(GAP), parts.slice(2).join(GAP)];
}

const GAP = '   ';
