/** What an answer earns in training, in two forms that differ: see `paper.ts` and `released.ts`. */
export interface Reward {
  /** For where it points. */
  readonly task: number;
  /** For how it is written: 1 or 0. */
  readonly format: number;
  readonly total: number;
}
