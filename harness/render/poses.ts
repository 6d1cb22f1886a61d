/** Forward kinematics: where the frames of a look are in a world state. */
import { HarnessError } from '../errors.ts';
import { add, multiply, rotate, scale } from '../geometry/vector.ts';
import type { Pose, Quat, Vec3, WorldState } from '../types.ts';
import { sinCos } from './trigonometry.ts';
import type { FramePoses, VisualFrame, VisualJoint, Visuals } from './visuals.ts';

export const POSE_LENGTH = 7;

/**
 * Poses of all frames, [F, 7] position and unit quaternion in the world. Agrees with a bridge's own `poses` within
 * 1e-6, but for fingers: all follow the one opening of the state, which is the mean of theirs.
 * @throws `E_VISUALS` for a body or joint that the state has not, and for a pose that is not finite
 */
export function posesOf({ frames }: Visuals, state: WorldState): FramePoses {
  const poses = new Float64Array(frames.length * POSE_LENGTH);
  const { bodies, jointsRad, gripperOpening } = state;
  const now = { bodies, jointsRad, gripperOpening };
  frames.forEach((frame, index) => {
    const { position, quaternion } = poseOf(frame, poses, now);
    poses.set(position, index * POSE_LENGTH);
    poses.set(unit(quaternion, frame.name), index * POSE_LENGTH + 3);
    if (!position.every(Number.isFinite)) throw unfit(frame.name, 'a finite position', position);
  });
  return poses;
}

/** The pose in row `frame`. */
export function poseAt(poses: FramePoses, frame: number): Pose {
  const [x, y, z, qx, qy, qz, qw] = poses.subarray(frame * POSE_LENGTH, (frame + 1) * POSE_LENGTH);
  return { position: [x!, y!, z!], quaternion: [qx!, qy!, qz!, qw!] };
}

export const compose = (a: Pose, b: Pose): Pose => ({
  position: add(a.position, rotate(a.quaternion, b.position)),
  quaternion: multiply(a.quaternion, b.quaternion),
});

/** What frames follow, read once: a state makes its objects anew each time it is asked. */
type Drivers = Pick<WorldState, 'bodies' | 'jointsRad' | 'gripperOpening'>;

/** Rows before that of `frame` are there already. */
function poseOf(frame: VisualFrame, poses: FramePoses, state: Drivers): Pose {
  if (frame.kind === 'fixed') return frame.pose;
  if (frame.kind === 'link') {
    const rest = compose(poseAt(poses, frame.parent), frame.pose);
    return frame.joint ? compose(rest, motionOf(frame.joint, frame.name, state)) : rest;
  }
  const body = state.bodies[frame.body];
  if (!body) throw unfit(frame.name, `a body ${frame.body} in the state`, Object.keys(state.bodies));
  return body;
}

function motionOf({ type, axis, drive }: VisualJoint, name: string, state: Drivers): Pose {
  const value = 'joint' in drive ? state.jointsRad[drive.joint] : opened(drive, state.gripperOpening);
  if (value === undefined || !Number.isFinite(value)) throw unfit(name, 'a finite joint in the state', value);
  return type === 'slide'
    ? { position: scale(axis, value), quaternion: [0, 0, 0, 1] }
    : { position: [0, 0, 0], quaternion: turn(axis, value) };
}

const opened = ({ closed, open }: { closed: number; open: number }, opening: number): number =>
  closed + opening * (open - closed);

function turn([x, y, z]: Vec3, rad: number): Quat {
  const { sin, cos } = sinCos(rad / 2);
  return [x * sin, y * sin, z * sin, cos];
}

function unit(q: Quat, name: string): Quat {
  const length = Math.sqrt(q[0] * q[0] + q[1] * q[1] + q[2] * q[2] + q[3] * q[3]);
  if (!(length > 0 && Number.isFinite(length))) throw unfit(name, 'a quaternion that is a rotation', q);
  return [q[0] / length, q[1] / length, q[2] / length, q[3] / length];
}

const unfit = (frame: string, expected: string, got: unknown): HarnessError =>
  new HarnessError('E_VISUALS', `frame ${frame}: expected ${expected}, got ${JSON.stringify(got) ?? String(got)}`);
