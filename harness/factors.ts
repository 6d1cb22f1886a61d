import type { Channel } from './types.ts';

export interface Factor {
  readonly name: string;
  /** How the factor can reach a policy; see `harness/plan/carriage.ts` for what carries what. */
  readonly channels: readonly Channel[];
  readonly description: string;
}

/** Every axis of variation that a scenario may name, in the order of reports. */
export const FACTORS: readonly Factor[] = [
  { name: 'object', channels: ['scene'], description: 'what the target is: colour, instance, shape, category' },
  {
    name: 'position',
    channels: ['scene'],
    description: 'where the target stands, inside the trained region or outside it',
  },
  { name: 'orientation', channels: ['scene'], description: 'how the target is turned' },
  { name: 'instruction', channels: ['language'], description: 'how the task is worded; controls: blank, wrong object' },
  {
    name: 'task',
    channels: ['language'],
    description: 'another goal in the same scene, and the words for it',
  },
  { name: 'distractors', channels: ['scene'], description: 'objects that the task is not about' },
  {
    name: 'occlusion',
    channels: ['scene'],
    description: 'a prop that hides a measured part of the target from a camera',
  },
  { name: 'lighting', channels: ['image'], description: 'strength, colour and direction of the light' },
  { name: 'camera', channels: ['image'], description: 'pose of a camera' },
  { name: 'texture', channels: ['image'], description: 'look of the table and the surroundings' },
  { name: 'noise', channels: ['image'], description: 'sensor noise on the pictures' },
  { name: 'robot_start', channels: ['dynamics', 'scene'], description: 'joint positions at the start' },
  {
    name: 'embodiment',
    channels: ['dynamics', 'scene'],
    description: 'another robot in the same scene: arm, gripper, wrist camera',
  },
  { name: 'physics', channels: ['dynamics'], description: 'mass and friction' },
  { name: 'latency', channels: ['dynamics'], description: 'delay from an action asked for until it reaches the robot' },
];

export const FACTOR_NAMES: readonly string[] = FACTORS.map((factor) => factor.name);

/** The factor of this name; scenarios are checked, so an unknown one is a bug. */
export function factorNamed(name: string): Factor {
  const factor = FACTORS.find((each) => each.name === name);
  if (!factor) throw new Error(`unknown factor ${name}`);
  return factor;
}
