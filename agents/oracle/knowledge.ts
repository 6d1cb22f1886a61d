import type { GraspSpec } from './grasp.ts';

/** What the oracle knows of a library model. */
export interface ModelKnowledge {
  readonly grasp: GraspSpec | null;
  readonly sizeM: readonly [number, number, number];
  /** Middle of the hollow, in the model's frame. */
  readonly hollowM: readonly [x: number, y: number];
  readonly rimM: number;
  readonly floorM: number;
}

export type Knowledge = (model: string) => ModelKnowledge;
