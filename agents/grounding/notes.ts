/** The steps from an answer to motion, for a person. */
import type { Landing } from './goal.ts';
import type { Grasp } from './grasp.ts';
import type { Thing } from './thing.ts';

export function ofGrasp({ points, lowest, highest }: Thing, { pose, widthM, yawRad }: Grasp): readonly string[] {
  const size = [highest[0] - lowest[0], highest[1] - lowest[1], highest[2]].map(mm).join(' x ');
  const yawDeg = Math.round((yawRad * 180) / Math.PI);
  return [
    `what stands there: ${points.length / 3} pixels, ${size} mm seen`,
    `grasp from above at ${place(pose.position)}, yaw ${yawDeg} deg, ${mm(widthM)} mm between the fingers`,
  ];
}

export function ofLanding({ x, y, floorM, rimM }: Landing): readonly string[] {
  return [`put down at ${place([x, y, floorM])}, rim ${mm(rimM)} mm high`];
}

const mm = (metres: number): number => Math.round(metres * 1000);
const place = (point: readonly number[]): string => `(${point.map((each) => each.toFixed(3)).join(', ')}) m`;
