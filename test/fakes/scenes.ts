/** A small scene for tests of the wire, written out. */
import type { CameraSpec, ObserveRequest, SceneSpec } from '../../harness/types.ts';

export const FRONT: CameraSpec = {
  name: 'front',
  mount: 'world',
  position: [1.3, 0, 0.5],
  // Looks along -x and down by 30 degrees.
  quaternion: [0.612372, 0.612372, -0.353553, -0.353553],
  fovYRad: 0.8,
  nearM: 0.01,
  farM: 10,
};

const body = {
  quaternion: [0, 0, 0, 1],
  color: null,
  scale: 1,
  massKg: 0.1,
  friction: { lateral: 1, rolling: 0.001, spinning: 0.001 },
  fixed: false,
} as const;

export const SCENE: SceneSpec = {
  controlHz: 20,
  physicsHz: 240,
  robot: { name: 'panda', jointsRad: [0, -0.785, 0, -2.356, 0, 1.571, 0.785], gripperOpening: 1 },
  table: { color: [0.7, 0.6, 0.5], texture: null },
  floor: { color: [0.5, 0.5, 0.5], texture: null },
  background: [0.8, 0.8, 0.9],
  light: { direction: [0.3, 0.2, 1], color: [1, 1, 1], ambient: 0.5, diffuse: 0.5, specular: 0.1, shadow: true },
  cameras: [FRONT, { ...FRONT, name: 'wrist', mount: 'hand', position: [0.05, 0, 0], quaternion: [0, 0, 0, 1] }],
  bodies: [
    { ...body, name: 'target', model: 'cube', position: [0.5, 0.1, 0] },
    { ...body, name: 'receptacle', model: 'cube', position: [0.5, -0.2, 0] },
  ],
  zones: [{ name: 'corner', shape: 'rect', center: [0.4, 0.3], sizeM: [0.1, 0.1], yawRad: 0, color: [0, 0.5, 0] }],
  sensorNoiseStd: 0,
};

export const BLIND: ObserveRequest = { cameras: [], state: [] };
