import { aboutZ } from '../geometry/vector.ts';
import type { Pose } from '../types.ts';
import type { Piece } from './pieces.ts';
import { hiddenFraction, type Silhouette, samplesOf, silhouetteOf } from './silhouette.ts';
import type { Spot } from './spot.ts';

/** Distances from the target towards the camera, best first: near enough to hide it, far enough for a hand to come down. */
const DISTANCES_M = [0.14, 0.13, 0.15] as const;
const FARTHEST_ASIDE_M = 0.4;
const HALVINGS = 14;

export interface Hiding {
  readonly camera: Pose;
  readonly target: Silhouette;
  /** Middle of the target's footprint. */
  readonly targetSpot: Spot;
  readonly fraction: number;
}

/**
 * Where a prop must stand so that the camera loses the wanted fraction of the target's silhouette; several spots, best first.
 * The prop is moved sideways until the fraction fits: the farther aside, the less it hides.
 * @param side 1 or -1: the side to try first
 */
export function* hidingSpots(hiding: Hiding, pieces: readonly Piece[], side: 1 | -1): Generator<Pose> {
  const samples = samplesOf(hiding.target);
  for (const distanceM of DISTANCES_M) {
    for (const direction of [side, -side]) {
      const at = (asideM: number) => propPose(hiding, distanceM, direction * asideM);
      const hidden = (asideM: number) => hiddenFraction(samples, silhouetteOf(pieces, at(asideM), 1, hiding.camera));
      if (hidden(0) >= hiding.fraction) yield at(solve(hidden, hiding.fraction));
    }
  }
}

/** The largest offset at which at least `wanted` is still hidden, by bisection. */
function solve(hidden: (asideM: number) => number, wanted: number): number {
  let [near, far] = [0, FARTHEST_ASIDE_M];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (near + far) / 2;
    if (hidden(middle) >= wanted) near = middle;
    else far = middle;
  }
  return near;
}

/** Towards the camera by a distance, then aside; turned to face the camera. */
function propPose({ camera, targetSpot: [x, y] }: Hiding, distanceM: number, asideM: number): Pose {
  const angle = Math.atan2(camera.position[1] - y, camera.position[0] - x);
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return {
    position: [x + distanceM * cos - asideM * sin, y + distanceM * sin + asideM * cos, 0],
    quaternion: aboutZ(angle),
  };
}
