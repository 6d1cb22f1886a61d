import type { SceneSpec } from '../../types.ts';
import { brought, type Check, expect, NOTHING, type Subject, unless, withSimulator } from './check.ts';
import { withBody } from './scene.ts';

interface Change {
  readonly what: string;
  /** The factor that needs it; a bridge that does not name it need not apply it. */
  readonly factor: string;
  readonly apply: (scene: SceneSpec) => SceneSpec;
  readonly read: (scene: SceneSpec) => unknown;
}

const target = (scene: SceneSpec) => scene.bodies[0]!;

const CHANGES: readonly Change[] = [
  {
    what: 'colour of a body',
    factor: 'object',
    apply: (scene) => withBody(scene, 'target', { color: [0.6, 0.1, 0.7] }),
    read: (scene) => target(scene).color,
  },
  {
    what: 'mass of a body',
    factor: 'physics',
    apply: (scene) => withBody(scene, 'target', { massKg: 0.23 }),
    read: (scene) => target(scene).massKg,
  },
  {
    what: 'friction of a body',
    factor: 'physics',
    apply: (scene) => withBody(scene, 'target', { friction: { lateral: 0.4, rolling: 0.002, spinning: 0.02 } }),
    read: (scene) => target(scene).friction,
  },
  {
    what: 'position of a body',
    factor: 'position',
    apply: (scene) => withBody(scene, 'target', { position: [0.42, 0.2, 0] }),
    read: (scene) => target(scene).position,
  },
  {
    what: 'orientation of a body',
    factor: 'orientation',
    apply: (scene) => withBody(scene, 'target', { quaternion: [0, 0, Math.SQRT1_2, Math.SQRT1_2] }),
    read: (scene) => target(scene).quaternion,
  },
  {
    what: 'light',
    factor: 'lighting',
    apply: (scene) => ({
      ...scene,
      light: { ...scene.light, direction: [-0.6, 0, 0.8], color: [1, 0.8, 0.6], diffuse: 0.9 },
    }),
    read: ({ light }) => ({ ...light, direction: unit(light.direction) }),
  },
  {
    what: 'pose of a camera',
    factor: 'camera',
    apply: (scene) => ({
      ...scene,
      cameras: scene.cameras.map((camera, i) => (i === 0 ? { ...camera, position: [1.0, 0.2, 1.0] } : camera)),
    }),
    read: ({ cameras }) => cameras[0],
  },
  {
    what: 'colour of the table',
    factor: 'texture',
    apply: (scene) => ({ ...scene, table: { ...scene.table, color: [0.2, 0.3, 0.2] } }),
    read: ({ table }) => table,
  },
  {
    what: 'sensor noise',
    factor: 'noise',
    apply: (scene) => ({ ...scene, sensorNoiseStd: 8 }),
    read: ({ sensorNoiseStd }) => sensorNoiseStd,
  },
  {
    what: 'start joints of the robot',
    factor: 'robot_start',
    apply: (scene) => ({
      ...scene,
      robot: { ...scene.robot, jointsRad: scene.robot.jointsRad.map((joint, i) => (i === 0 ? joint + 0.15 : joint)) },
    }),
    read: ({ robot }) => robot.jointsRad,
  },
  {
    what: 'another robot',
    factor: 'embodiment',
    apply: (scene) => ({
      ...scene,
      robot: { name: 'ur5e', jointsRad: [0, -2, 1.5, -1.1, -1.6, -2], gripperOpening: 0.5 },
    }),
    read: ({ robot }) => robot,
  },
];

/** What was asked for is what the simulator says it has. */
export const READ_BACK: readonly Check[] = CHANGES.map((change) => ({
  name: `read-back: ${change.what}`,
  skip: unless(brought, unnamed(change.factor)),
  run: (subject) => readsBack(subject, change),
}));

function unnamed(factor: string): (subject: Subject) => string | null {
  return ({ info }) => (info.factors.includes(factor) ? null : `the bridge does not name factor ${factor}`);
}

async function readsBack(subject: Subject, { apply, read }: Change): Promise<void> {
  const asked = apply(subject.scene);
  const { readBack } = await withSimulator(subject, (simulator) => simulator.reset(asked, 1, NOTHING));
  expect(alike(read(readBack), read(asked)), JSON.stringify(read(asked)), read(readBack));
}

const TOLERANCE = 0.005;

/** Equal but for what single precision, 8 bit colours and a servo that holds a joint take away. */
function alike(a: unknown, b: unknown): boolean {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) <= TOLERANCE;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return a === b;
  const keys = Object.keys(b);
  return keys.every((key) => alike(Reflect.get(a, key), Reflect.get(b, key)));
}

const unit = (v: readonly number[]): readonly number[] => v.map((each) => each / Math.hypot(...v));
