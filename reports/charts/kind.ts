import type { ChartConfiguration, ChartOptions, Plugin } from 'chart.js';

/** What a kind of chart adds to what all have in common. */
export interface KindConfiguration {
  /** A controller of Chart.js or of its registered extensions. */
  readonly type: string;
  readonly data: unknown;
  readonly scales: unknown;
  readonly options?: Partial<ChartOptions>;
  /** Whether there are several series to tell apart. */
  readonly legend?: boolean;
  /** Drawn by our own code, in the coordinates of the chart. */
  readonly plugins?: readonly Plugin[];
}

export type Configuration = ChartConfiguration;
