import type { Summary } from './schema/summary.ts';

/** The text of `summary.json` and of `--json`. */
export const summaryJson = (summary: Summary): string => `${JSON.stringify(summary, null, 2)}\n`;
