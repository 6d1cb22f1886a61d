import type { GraspSpec } from './grasp.ts';

/** What the oracle knows of a library model. */
export interface ModelKnowledge {
  readonly grasp: GraspSpec | null;
  readonly sizeM: readonly [number, number, number];
  readonly rimM: number;
  readonly floorM: number;
}

export type Knowledge = (model: string) => ModelKnowledge;
