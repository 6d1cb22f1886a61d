import { counted } from '../../../harness/counted.ts';
import { endText } from '../../compare/text.ts';
import type { Comparison } from '../../schema/comparison.ts';
import { visible } from '../../visible.ts';
import { layOut } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { cut } from '../width.ts';

const SHOWN = 10;

/** The first of the episodes that ended differently, one of each condition before a second. */
export function flipTable({ flips, entrants }: Comparison, { width, paint }: Terminal): string[] {
  if (flips.length === 0 || entrants.length < 2) return [];
  const shown = flips.slice(0, SHOWN);
  const columns = [
    {
      head: `${counted(flips.length, 'episode')} ended differently`,
      align: 'left' as const,
      cells: shown.map(({ episodeId }) => visible(episodeId)),
      shrinkTo: 24,
    },
    ...entrants.map((_, at) => ({
      head: String(at + 1),
      align: 'left' as const,
      cells: shown.map(({ ends }) =>
        (ends[at]!.success ? paint.green : paint.red)(cut(visible(endText(ends[at]!)), 30)),
      ),
    })),
  ];
  const [head = '', ...body] = layOut(columns, width - 2);
  const left = flips.length - shown.length;
  const more = left > 0 ? [paint.dim(`… and ${left} more: --out <folder> lists all of them`)] : [];
  return [paint.dim(head), ...body, ...more].map((text) => `  ${text}`);
}
