/** The measures of Table III of arXiv 2510.01623 for one answer, without a robot. */
import type { Box, Pointing, Waypoint } from '../answer.ts';
import { areaRatio, clipped, giou, iou } from './box.ts';
import { discreteFrechet, hausdorff, rmse } from './path.ts';

/** The paper's distances are those of images scaled to [0, 1000). */
export const TABLE_SCALE = 1000;

export interface AffordanceMetrics {
  readonly iou: number;
  readonly giou: number;
  /** Predicted area / true area; null without a box. */
  readonly areaRatio: number | null;
}

/** On the scale of the paper's table. */
export interface TrajectoryMetrics {
  readonly dfd: number;
  readonly hd: number;
  readonly rmse: number;
  /** Mean of the three. */
  readonly average: number;
}

/** The diagonal of the image: no two paths in it are farther apart. */
const WORST_DISTANCE = TABLE_SCALE * Math.SQRT2;

/** What an answer that points nowhere is worth. */
export const WORST_AFFORDANCE: AffordanceMetrics = { iou: 0, giou: -1, areaRatio: null };
export const WORST_TRAJECTORY: TrajectoryMetrics = {
  dfd: WORST_DISTANCE,
  hd: WORST_DISTANCE,
  rmse: WORST_DISTANCE,
  average: WORST_DISTANCE,
};

/** @param pointing null or of the other kind: the worst */
export function affordanceMetrics(pointing: Pointing | null, truth: Box): AffordanceMetrics {
  if (pointing?.kind !== 'affordance') return WORST_AFFORDANCE;
  const { box } = pointing;
  return { iou: iou(box, truth), giou: giou(box, truth), areaRatio: areaRatio(box, truth) };
}

/** @param pointing null or of the other kind: the worst */
export function trajectoryMetrics(pointing: Pointing | null, truth: readonly Waypoint[]): TrajectoryMetrics {
  if (pointing?.kind !== 'trajectory') return WORST_TRAJECTORY;
  const path = inImage(pointing.trajectory);
  const dfd = TABLE_SCALE * discreteFrechet(path, truth);
  const hd = TABLE_SCALE * hausdorff(path, truth);
  const root = TABLE_SCALE * rmse(path, truth);
  return { dfd, hd, rmse: root, average: (dfd + hd + root) / 3 };
}

/** Each waypoint at the nearest place in the image. */
export const inImage = (path: readonly Waypoint[]): Waypoint[] => path.map(([x, y]) => [clipped(x), clipped(y)]);
