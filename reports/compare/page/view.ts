import type { Film } from '../../page/index.ts';
import { type Color, SERIES } from '../../palette.ts';
import type { Comparison } from '../../schema/comparison.ts';

export interface ComparisonPage {
  readonly comparison: Comparison;
  /** By episode, one for each entrant in their order; a text says why there is none. */
  readonly films: ReadonlyMap<string, readonly (Film | string)[]>;
}

/** Of an entrant, wherever it is drawn. */
export const colorOf = (entrant: number): Color => SERIES[entrant % SERIES.length]!;
