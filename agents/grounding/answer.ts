/** What a reasoner may point at. Image coordinates are fractions: x from the left edge to the right, y from the top down. */

/** (x, y) is the centre, as in the reward code of VLA-R1. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export type Waypoint = readonly [x: number, y: number];

/** Affordance: where to grasp. Trajectory: the path of the end effector on the image, at least two waypoints. */
export type Pointing =
  | { readonly kind: 'affordance'; readonly box: Box }
  | { readonly kind: 'trajectory'; readonly trajectory: readonly Waypoint[] };

export type PointingKind = Pointing['kind'];

/** A text answer, understood as far as it can be. */
export interface ParsedAnswer {
  /** The words between `<think>` and `</think>`; null without the tags. */
  readonly thought: string | null;
  readonly pointing: Pointing | null;
  /** The reasoner says that what was asked for is not there (an answer without coordinates that says so). */
  readonly absent: boolean;
  /** Both tags in order around their parts, and JSON that parses: what the format reward asks for. */
  readonly wellFormed: boolean;
  /** Why there is no pointing, in one line; null when there is one or the target is said to be absent. */
  readonly problem: string | null;
}
