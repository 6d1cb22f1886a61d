import type { Eye } from '../render/frame.ts';
import { compose, poseAt } from '../render/poses.ts';
import type { FramePoses, Visuals } from '../render/visuals.ts';
import type { CameraSpec } from '../types.ts';

/** Where a camera of the scene looks from; one on the hand moves with its frame. */
export function eyeOf(camera: CameraSpec, { handFrame }: Visuals, poses: FramePoses): Eye {
  const { position, quaternion, fovYRad, nearM, farM } = camera;
  const own = { position, quaternion };
  const pose = camera.mount === 'hand' ? compose(poseAt(poses, handFrame), own) : own;
  return { pose, fovYRad, nearM, farM };
}
