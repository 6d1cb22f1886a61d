import type { Summary } from './schema/summary.ts';

/** "stopped early by rule at look 2 of 4, the verdict being certain" */
export const stoppedText = ({ look, of }: NonNullable<Summary['stopped']>): string =>
  `stopped early by rule at look ${look} of ${of}, the verdict being certain`;
