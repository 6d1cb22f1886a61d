import type { PlanChoice } from '../run/options.ts';

/** What `harness rollout` was told, as commander parsed it. */
export interface RolloutOptions extends PlanChoice {
  readonly group: number;
  readonly execute: boolean;
  readonly renderer?: string;
  readonly out: string;
}
