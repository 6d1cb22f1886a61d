import type { Comparison } from '../../schema/comparison.ts';

/** The text of `compare.json` and of `--json`. */
export const comparisonJson = (comparison: Comparison): string => `${JSON.stringify(comparison, null, 2)}\n`;
