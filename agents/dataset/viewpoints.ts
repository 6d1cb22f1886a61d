/** From where a scene is seen: three cameras, each moved a little in every scene. */
import { aboutZ, add, multiply, rotate, subtract } from '../../harness/geometry/vector.ts';
import { lookingAt } from '../../harness/library/camera.ts';
import type { Library } from '../../harness/library/library.ts';
import { type Stream, stream } from '../../harness/plan/random.ts';
import type { CameraSpec, Vec3 } from '../../harness/types.ts';

export const IMAGE_PX = { widthPx: 640, heightPx: 480 } as const;

const SHIFT_M = 0.05;
const SIDEWAYS_DEG = [30, 55] as const;
const FRONT_DEG = 12;

/** `front` as the robot's opposite sees the table, `side` from either side of that, `overhead` from above. */
export function viewpointsOf(seed: number, { cameras }: Library): CameraSpec[] {
  const draws = stream(seed, 'dataset.cameras');
  const front = draws.between(-FRONT_DEG, FRONT_DEG);
  const side = draws.between(...SIDEWAYS_DEG) * (draws.unit() < 0.5 ? 1 : -1);
  const turn = draws.between(-FRONT_DEG, FRONT_DEG);
  return [
    moved('front', cameras.front!, front, draws),
    moved('side', cameras.front!, side, draws),
    moved('overhead', cameras.overhead!, turn, draws),
  ];
}

/** Carried around what it looks at, then shifted, still looking there. */
function moved(name: string, view: Library['cameras'][string], orbitDeg: number, draws: Stream): CameraSpec {
  const orbit = aboutZ((orbitDeg * Math.PI) / 180);
  const shift: Vec3 = [0, 1, 2].map(() => draws.between(-SHIFT_M, SHIFT_M)) as unknown as Vec3;
  const eyeM = add(add(view.targetM, rotate(orbit, subtract(view.eyeM, view.targetM))), shift);
  const straightDown = Math.hypot(view.eyeM[0] - view.targetM[0], view.eyeM[1] - view.targetM[1]) < 0.01;
  if (!straightDown) return lookingAt(name, 'world', { ...view, eyeM });
  const still = lookingAt(name, 'world', view);
  return { ...still, position: eyeM, quaternion: multiply(orbit, still.quaternion) };
}
