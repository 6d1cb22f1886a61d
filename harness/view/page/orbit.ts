/** A camera that goes round a point, upright. Pure. */
import { add, cross, rotate, scale } from '../../geometry/vector.ts';
import { facing } from '../../library/camera.ts';
import type { Eye } from '../../render/frame.ts';
import type { Quat, Vec3 } from '../../types.ts';

export interface Orbit {
  readonly target: Vec3;
  /** Of the eye as seen from the target: about world z, and above the horizon. */
  readonly azimuthRad: number;
  readonly elevationRad: number;
  readonly distanceM: number;
  readonly fovYRad: number;
}

const UP: Vec3 = [0, 0, 1];
/** Short of the poles, where "up" would turn over. */
const STEEPEST_RAD = 1.54;
const [CLOSEST_M, FARTHEST_M] = [0.08, 6];
const [NEAR_M, FAR_M] = [0.01, 20];
const UNSEEN_M = 0.8;

/** The orbit that looks from where `eye` is, about what it looks at on the table. */
export function orbitFrom({ pose, fovYRad }: Eye): Orbit {
  const forward = rotate(pose.quaternion, [0, 0, 1]);
  const toTable = forward[2] < -0.05 ? -pose.position[2] / forward[2] : UNSEEN_M;
  const distanceM = clamp(toTable, CLOSEST_M, FARTHEST_M);
  return {
    target: add(pose.position, scale(forward, distanceM)),
    azimuthRad: azimuthOf(pose.quaternion, forward),
    elevationRad: clamp(Math.asin(clamp(-forward[2], -1, 1)), -STEEPEST_RAD, STEEPEST_RAD),
    distanceM,
    fovYRad,
  };
}

/** Of a camera that looks straight down, what is up in its picture says where it stands. */
function azimuthOf(quaternion: Quat, forward: Vec3): number {
  const down = rotate(quaternion, [0, 1, 0]);
  const level = Math.hypot(forward[0], forward[1]) > 1e-3 ? scale(forward, -1) : down;
  return Math.atan2(level[1], level[0]);
}

export function eyeOnOrbit(orbit: Orbit): Eye {
  const outward = outwardOf(orbit);
  const { target, distanceM, fovYRad } = orbit;
  const pose = { position: add(target, scale(outward, distanceM)), quaternion: facing(scale(outward, -1), UP) };
  return { pose, fovYRad, nearM: NEAR_M, farM: FAR_M };
}

function outwardOf({ azimuthRad, elevationRad }: Orbit): Vec3 {
  const level = Math.cos(elevationRad);
  return [level * Math.cos(azimuthRad), level * Math.sin(azimuthRad), Math.sin(elevationRad)];
}

const RAD_PER_PX = 0.008;

/** By a drag of so many pixels: the scene follows the hand. */
export function turned(orbit: Orbit, dx: number, dy: number): Orbit {
  const elevationRad = clamp(orbit.elevationRad + dy * RAD_PER_PX, -STEEPEST_RAD, STEEPEST_RAD);
  return { ...orbit, azimuthRad: orbit.azimuthRad - dx * RAD_PER_PX, elevationRad };
}

/** By a factor of the distance; above 1 is away. */
export const zoomed = (orbit: Orbit, factor: number): Orbit => ({
  ...orbit,
  distanceM: clamp(orbit.distanceM * factor, CLOSEST_M, FARTHEST_M),
});

/** By a drag, as a fraction of the picture's height: what is under the hand stays there, at the target's distance. */
export function panned(orbit: Orbit, dx: number, dy: number): Orbit {
  const heightM = 2 * orbit.distanceM * Math.tan(orbit.fovYRad / 2);
  const forward = scale(outwardOf(orbit), -1);
  const right: Vec3 = [-Math.sin(orbit.azimuthRad), Math.cos(orbit.azimuthRad), 0];
  const down = cross(forward, right);
  const moved = add(scale(right, -dx * heightM), scale(down, -dy * heightM));
  return { ...orbit, target: add(orbit.target, moved) };
}

const clamp = (value: number, least: number, most: number): number => Math.max(least, Math.min(most, value));
