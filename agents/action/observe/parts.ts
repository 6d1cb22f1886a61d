/** Parts that a state vector is made of. */
import type { Quat, StateKey } from '../../../harness/types.ts';
import { ROTATIONS, type RotationName } from '../convert/rotation.ts';

export const PART_NAMES = [
  'tcpPosition',
  'tcpAxisAngle',
  'tcpEulerXyz',
  'tcpQuaternionXyzw',
  'tcpQuaternionWxyz',
  'tcpRotation6d',
  'tcpRotation6dRows',
  'jointPositions',
  'jointVelocities',
  'gripperOpening',
  'gripperClosed',
  'gripperFingers',
] as const;
export type PartName = (typeof PART_NAMES)[number];

export interface Part {
  readonly needs: StateKey;
  /** Numbers in it; null: as many as the robot has joints. */
  readonly length: number | null;
  /** @param fingerM how far a finger goes: half of `gripper.maxWidthM` of the robot's file */
  read(reading: Float64Array, fingerM: number): readonly number[] | Float64Array;
}

const rotated = (name: RotationName): Part => ({
  needs: 'tcpPose',
  length: ROTATIONS[name].width,
  read: (pose) => ROTATIONS[name].fromQuaternion([pose[3]!, pose[4]!, pose[5]!, pose[6]!] satisfies Quat),
});

const whole = (needs: StateKey, length: number | null): Part => ({ needs, length, read: (reading) => reading });

const gripper = (length: number, of: (opening: number, fingerM: number) => readonly number[]): Part => ({
  needs: 'gripperOpening',
  length,
  read: ([opening = Number.NaN], fingerM) => of(opening, fingerM),
});

/** Metres and radians in the world frame. */
export const PARTS: Readonly<Record<PartName, Part>> = {
  tcpPosition: { needs: 'tcpPose', length: 3, read: (pose) => pose.subarray(0, 3) },
  tcpAxisAngle: rotated('axis_angle'),
  tcpEulerXyz: rotated('euler_xyz'),
  tcpQuaternionXyzw: rotated('quaternion_xyzw'),
  tcpQuaternionWxyz: rotated('quaternion_wxyz'),
  tcpRotation6d: rotated('rotation_6d'),
  tcpRotation6dRows: rotated('rotation_6d_rows'),
  jointPositions: whole('jointPositions', null),
  jointVelocities: whole('jointVelocities', null),
  gripperOpening: whole('gripperOpening', 1),
  gripperClosed: gripper(1, (opening) => [1 - opening]),
  /** Both finger joints of the episode's robot, the second with its sign turned, as robosuite and LIBERO tell them. */
  gripperFingers: gripper(2, (opening, fingerM) => [opening * fingerM, -opening * fingerM]),
};
