/** The scene that the checks play in: a target, a fixed bowl, an occluder's place free, two cameras that look at them. */
import type { BodySpec, CameraSpec, ObserveRequest, Quat, SceneSpec, SimulatorInfo } from '../../types.ts';

/** Panda with its hand above the table, pointing down. */
const HOME_RAD = [0, -Math.PI / 4, 0, (-3 * Math.PI) / 4, 0, Math.PI / 2, Math.PI / 4];
const UPRIGHT: Quat = [0, 0, 0, 1];

/** Looks from x = 1.1, z = 0.9 at (0.5, 0, 0): the optical axis leans 33.7 degrees from straight down. */
const HALF_TILT_RAD = (Math.PI - Math.atan2(0.6, 0.9)) / 2;
const TOWARDS_TABLE: Quat = [
  Math.SQRT1_2 * Math.sin(HALF_TILT_RAD),
  Math.SQRT1_2 * Math.sin(HALF_TILT_RAD),
  -Math.SQRT1_2 * Math.cos(HALF_TILT_RAD),
  -Math.SQRT1_2 * Math.cos(HALF_TILT_RAD),
];

export const FRONT: CameraSpec = {
  name: 'front',
  mount: 'world',
  position: [1.1, 0, 0.9],
  quaternion: TOWARDS_TABLE,
  fovYRad: 0.7,
  nearM: 0.01,
  farM: 5,
};

const HAND: CameraSpec = { ...FRONT, name: 'wrist', mount: 'hand', position: [0.06, 0, 0.02], quaternion: UPRIGHT };

export const LOOK_FRONT: ObserveRequest = { cameras: [{ name: 'front', widthPx: 96, heightPx: 64 }], state: [] };

export const TARGET: BodySpec = {
  name: 'target',
  model: 'cube',
  position: [0.5, 0.12, 0],
  quaternion: UPRIGHT,
  color: null,
  scale: 1,
  massKg: 0.1,
  friction: { lateral: 1, rolling: 0.001, spinning: 0.01 },
  fixed: false,
};

/** With models that the bridge has. */
export function referenceScene({ assets }: SimulatorInfo): SceneSpec {
  const models = Object.keys(assets).flatMap((name) => (name.startsWith('models/') ? [name.slice(7)] : []));
  const pick = (wanted: string) => (models.includes(wanted) ? wanted : (models[0] ?? wanted));
  return {
    controlHz: 20,
    physicsHz: 240,
    robot: { name: 'panda', jointsRad: HOME_RAD, gripperOpening: 1 },
    table: { color: [0.6, 0.5, 0.4], texture: null },
    floor: { color: [0.4, 0.4, 0.4], texture: null },
    background: [0.7, 0.8, 0.9],
    light: { direction: [0.3, 0.2, 1], color: [1, 1, 1], ambient: 0.5, diffuse: 0.5, specular: 0.1, shadow: false },
    cameras: [FRONT, HAND],
    bodies: [
      { ...TARGET, model: pick('cube') },
      { ...TARGET, name: 'receptacle', model: pick('bowl'), position: [0.5, -0.15, 0], massKg: 0.5 },
    ],
    zones: [{ name: 'zone', shape: 'rect', center: [0.35, 0.3], sizeM: [0.1, 0.1], yawRad: 0, color: [0, 0.5, 0] }],
    sensorNoiseStd: 0,
  };
}

/** The scene with one body changed. */
export function withBody(scene: SceneSpec, name: string, change: Partial<BodySpec>): SceneSpec {
  return { ...scene, bodies: scene.bodies.map((body) => (body.name === name ? { ...body, ...change } : body)) };
}
