import { multiply, toWorld } from '../geometry/vector.ts';
import type { Eye } from '../render/frame.ts';
import type { FramePoses, Visuals } from '../render/visuals.ts';
import type { CameraSpec, Pose } from '../types.ts';

/** Where a camera of the scene looks from; one on the hand moves with its frame. */
export function eyeOf(camera: CameraSpec, { handFrame }: Visuals, poses: FramePoses): Eye {
  const { position, quaternion, fovYRad, nearM, farM } = camera;
  const own = { position, quaternion };
  const pose = camera.mount === 'hand' ? carried(poseAt(poses, handFrame), own) : own;
  return { pose, fovYRad, nearM, farM };
}

const carried = (hand: Pose, own: Pose): Pose => ({
  position: toWorld(hand, own.position),
  quaternion: multiply(hand.quaternion, own.quaternion),
});

function poseAt(poses: FramePoses, frame: number): Pose {
  const [x, y, z, qx, qy, qz, qw] = poses.subarray(frame * 7, frame * 7 + 7);
  return { position: [x!, y!, z!], quaternion: [qx!, qy!, qz!, qw!] };
}
