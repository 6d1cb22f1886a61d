/** What a test of "there is no difference" says. */
export interface TestResult {
  /** In [0, 1]: how often data at least this extreme arise where there is no difference. */
  readonly pValue: number;
}

/** A test by a statistic with a chi-square distribution where there is no difference. */
export interface ChiSquareResult extends TestResult {
  readonly statistic: number;
  readonly df: number;
}

/** Which deviations count: both, only "the first rate is greater", or only "the first rate is less". */
export type Alternative = 'two-sided' | 'greater' | 'less';
