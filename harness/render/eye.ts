import { HarnessError } from '../errors.ts';
import type { CameraSpec } from '../types.ts';
import type { Eye } from './frame.ts';
import { compose, poseAt } from './poses.ts';
import type { FramePoses, Visuals } from './visuals.ts';

/**
 * Where a camera of the scene looks from; one on the hand moves with its frame.
 * @throws HarnessError E_OBSERVE for a camera on the hand of a scene that has none
 */
export function eyeOf(camera: CameraSpec, { handFrame }: Visuals, poses: FramePoses): Eye {
  const { mount, position, quaternion, fovYRad, nearM, farM } = camera;
  const lens = { fovYRad, nearM, farM };
  if (mount === 'world') return { pose: { position, quaternion }, ...lens };
  if (handFrame < 0) throw new HarnessError('E_OBSERVE', 'a camera on the hand: the scene has no hand');
  return { pose: compose(poseAt(poses, handFrame), { position, quaternion }), ...lens };
}
