/** Scenes that nobody arranged: any models in any look, seen from where policies see them and from just above the table. */
import { aboutZ } from '../../harness/geometry/vector.ts';
import { lookingAt, type Viewpoint } from '../../harness/library/camera.ts';
import type { Library } from '../../harness/library/library.ts';
import { direction, type Stream, shuffled, stream } from '../../harness/plan/random.ts';
import type { ActionBlock, BodySpec, CameraSpec, Rgb, SceneSpec, Vec3, ZoneSpec } from '../../harness/types.ts';

export const CAMERAS = ['front', 'overhead', 'wrist', 'grazing'] as const;

/** Centres of bodies keep this distance, so that few of them begin inside one another. */
const APART_M = 0.13;
const ROBOT = 'panda';

export function randomScene(library: Library, seed: number): SceneSpec {
  const draws = stream(seed, 'compare');
  const look = picked(Object.values(library.looks), draws);
  const [x, y, z] = direction(draws);
  const light = draws.unit() < 0.5 ? look.light : { ...look.light, direction: [x, y, Math.abs(z) + 0.4] as Vec3 };
  const { homeRad } = library.robots[ROBOT]!;
  return {
    controlHz: 20,
    physicsHz: 240,
    ...look,
    light,
    robot: {
      name: ROBOT,
      jointsRad: homeRad.map((home) => home + draws.between(-0.25, 0.25)),
      gripperOpening: draws.unit(),
    },
    cameras: cameras(library, draws),
    bodies: bodies(library, draws),
    zones: Array.from({ length: Math.floor(draws.between(0, 3)) }, (_, i) => zone(i, draws)),
    sensorNoiseStd: 0,
  };
}

/** A few control steps in some direction: hand and fingers, and what they meet, leave the start pose. */
export function randomMotion(seed: number, steps: number): ActionBlock {
  const draws = stream(seed, 'motion');
  const row = [...Array.from({ length: 7 }, () => draws.between(-0.03, 0.03)), draws.unit()];
  const data = Float64Array.from({ length: steps * row.length }, (_, i) => row[i % row.length]!);
  return { mode: 'joint_delta', count: steps, dim: row.length, data };
}

const picked = <T>(items: readonly T[], draws: Stream): T => items[Math.floor(draws.unit() * items.length)]!;
const color = (draws: Stream): Rgb => [draws.unit(), draws.unit(), draws.unit()];

function cameras(library: Library, draws: Stream): CameraSpec[] {
  const near = (point: Vec3, byM: number): Vec3 => point.map((value) => value + draws.between(-byM, byM)) as never;
  const shaken = (view: Viewpoint): Viewpoint => ({
    ...view,
    eyeM: near(view.eyeM, 0.15),
    targetM: near(view.targetM, 0.08),
    fovYDeg: view.fovYDeg + draws.between(-8, 8),
  });
  const around = draws.between(-2, 2);
  const grazing: Viewpoint = {
    eyeM: [0.45 + 0.7 * Math.cos(around), 0.7 * Math.sin(around), draws.between(0.02, 0.12)],
    targetM: [0.45, 0, draws.between(0.02, 0.1)],
    up: [0, 0, 1],
    fovYDeg: 50,
    nearM: 0.05,
    farM: 5,
  };
  const { front, overhead } = library.cameras as Record<'front' | 'overhead', Viewpoint>;
  return [
    lookingAt('front', 'world', shaken(front)),
    lookingAt('overhead', 'world', shaken(overhead)),
    library.robots[ROBOT]!.wrist,
    lookingAt('grazing', 'world', grazing),
  ];
}

function bodies(library: Library, draws: Stream): BodySpec[] {
  const models = shuffled(Object.keys(library.models), draws).slice(0, 4 + Math.floor(draws.between(0, 4)));
  const taken: Vec3[] = [];
  return models.flatMap((model, i) => {
    const spot: Vec3 = [draws.between(0.3, 0.7), draws.between(-0.38, 0.38), 0];
    const free = taken.every((other) => Math.hypot(other[0] - spot[0], other[1] - spot[1]) > APART_M);
    if (!free) return [];
    taken.push(spot);
    return [body(`body${i}`, model, spot, library, draws)];
  });
}

function body(name: string, model: string, position: Vec3, library: Library, draws: Stream): BodySpec {
  const { friction, massKg } = library.models[model]!;
  return {
    name,
    model,
    position,
    quaternion: aboutZ(draws.between(-Math.PI, Math.PI)),
    color: draws.unit() < 0.5 ? null : color(draws),
    scale: draws.between(0.8, 1.2),
    massKg,
    friction,
    fixed: false,
  };
}

function zone(i: number, draws: Stream): ZoneSpec {
  return {
    name: `zone${i}`,
    shape: draws.unit() < 0.5 ? 'rect' : 'disc',
    // Each on a side of its own: where paint lies on paint, who is seen is a matter of taste.
    center: [draws.between(0.35, 0.6), i === 0 ? draws.between(0.15, 0.3) : draws.between(-0.3, -0.15)],
    sizeM: [draws.between(0.08, 0.2), draws.between(0.08, 0.2)],
    yawRad: draws.between(-1, 1),
    color: color(draws),
  };
}
