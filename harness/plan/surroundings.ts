import { aboutZ, add, multiply, norm, rotate, scale, subtract } from '../geometry/vector.ts';
import { lookingAt, type Viewpoint } from '../library/camera.ts';
import type { Library } from '../library/library.ts';
import type { Look } from '../library/look.ts';
import type { Robot } from '../library/robot.ts';
import { keepText } from '../record/canonical.ts';
import type { Setup } from '../scenario/schema/scenario.ts';
import type { CameraEntry, LightEntry, RobotEntry, SurfaceEntry } from '../scenario/schema/surroundings.ts';
import type { CameraSpec, LightSpec, Material, Quat, Rgb, RobotSpec, SceneSpec, Vec3 } from '../types.ts';
import { direction, oneOf, type Stream, stream } from './random.ts';

type Paint = string | readonly [number, number, number];

export const rgbOf = (paint: Paint, library: Library): Rgb =>
  typeof paint === 'string' ? library.colors[paint]! : paint;

/** Surfaces and light of a scene: the look with the scenario's changes. */
export function surfacesOf(setup: Setup, seed: number, library: Library): Surfaces {
  const before = undrawn.get(setup);
  if (before) return before;
  const surfaces = newSurfaces(setup, seed, library);
  if ([setup.table, setup.floor].some((surface) => surface?.colors ?? surface?.textures)) return surfaces;
  for (const part of [surfaces.table, surfaces.floor, surfaces.light]) keepText(part);
  undrawn.set(setup, surfaces);
  return surfaces;
}

type Surfaces = Pick<SceneSpec, 'table' | 'floor' | 'background' | 'light'>;

/** Of setups that leave nothing of it to chance: one object for all of their episodes. */
const undrawn = new WeakMap<Setup, Surfaces>();

function newSurfaces(setup: Setup, seed: number, library: Library): Surfaces {
  const look = library.looks[setup.look]!;
  return {
    table: material(look.table, drawnSurface(setup.table ?? {}, 'table', seed), library),
    floor: material(look.floor, drawnSurface(setup.floor ?? {}, 'floor', seed), library),
    background: setup.background === undefined ? look.background : rgbOf(setup.background, library),
    light: lightOf(look.light, setup.light ?? {}, library),
  };
}

type Surface = Pick<SurfaceEntry, 'color' | 'texture'>;

function drawnSurface({ color, colors, texture, textures }: SurfaceEntry, name: string, seed: number): Surface {
  return {
    color: colors ? oneOf(colors, stream(seed, `color.${name}`)) : color,
    texture: textures ? oneOf(textures, stream(seed, `texture.${name}`)) : texture,
  };
}

/** A new texture without a colour is shown as it is; a new colour alone keeps the texture. */
function material(base: Look['table'], entry: Surface, library: Library): Material {
  const texture = entry.texture === undefined ? base.texture : entry.texture;
  if (entry.color !== undefined) return { color: rgbOf(entry.color, library), texture };
  return { color: entry.texture ? [1, 1, 1] : base.color, texture };
}

function lightOf(base: LightSpec, entry: LightEntry, library: Library): LightSpec {
  const { color, direction: towards, ...rest } = entry;
  const along: Vec3 = towards ?? base.direction;
  const paint = color === undefined ? base.color : rgbOf(color, library);
  return { ...base, ...rest, color: paint, direction: scale(along, 1 / norm(along)) };
}

/** Every camera of the library and the robot's own, with the scenario's changes. */
export function camerasOf(setup: Setup, seed: number, library: Library, robot: Robot): readonly CameraSpec[] {
  if (Object.keys(setup.cameras).length > 0) return newCameras(setup, seed, library, robot);
  const cameras = unchanged.get(robot) ?? keepText(newCameras(setup, seed, library, robot));
  unchanged.set(robot, cameras);
  return cameras;
}

/** Of setups that change no camera: one list for all of their episodes. A robot is of one library. */
const unchanged = new WeakMap<Robot, readonly CameraSpec[]>();

function newCameras(setup: Setup, seed: number, library: Library, robot: Robot): CameraSpec[] {
  const world = Object.entries(library.cameras).map(([name, view]) => {
    const changed = setup.cameras[name];
    const spec = standing(name, view);
    return changed ? moved(spec, view, changed, stream(seed, `camera.${name}`)) : spec;
  });
  return [...world, robot.wrist];
}

/** Where a camera stands is the same in all episodes that leave it alone. */
const known = new WeakMap<Viewpoint, CameraSpec>();

function standing(name: string, view: Viewpoint): CameraSpec {
  const spec = known.get(view) ?? lookingAt(name, 'world', view);
  known.set(view, spec);
  return spec;
}

/** Carried around what it looks at, then shifted, then turned in place. Each draw is made whether it is used or not. */
function moved(camera: CameraSpec, view: Viewpoint, entry: CameraEntry, draws: Stream): CameraSpec {
  const [share, shiftDirection, axis] = [draws.unit(), direction(draws), direction(draws)];
  const orbit = aboutZ(orbitRad(entry.orbitDeg ?? 0, share));
  const around = add(view.targetM, rotate(orbit, subtract(camera.position, view.targetM)));
  const shift = typeof entry.shiftM === 'number' ? scale(shiftDirection, entry.shiftM) : (entry.shiftM ?? [0, 0, 0]);
  const turned = multiply(aboutAxis(axis, entry.turnDeg ?? 0), multiply(orbit, camera.quaternion));
  const fovYRad = entry.fovYDeg === undefined ? camera.fovYRad : (entry.fovYDeg * Math.PI) / 180;
  return { ...camera, position: add(around, shift), quaternion: turned, fovYRad };
}

function orbitRad(orbitDeg: NonNullable<CameraEntry['orbitDeg']>, share: number): number {
  const [low, high] = typeof orbitDeg === 'number' ? [orbitDeg, orbitDeg] : orbitDeg;
  return ((low + share * (high - low)) * Math.PI) / 180;
}

function aboutAxis(axis: Vec3, deg: number): Quat {
  const half = (deg * Math.PI) / 360;
  const [x, y, z] = scale(axis, Math.sin(half));
  return [x, y, z, Math.cos(half)];
}

/** The arm at home plus the scenario's offset, within the joints' limits. */
export function robotOf(entry: RobotEntry, seed: number, robot: Robot): RobotSpec {
  const { startJointsOffsetDeg: offset = 0 } = entry;
  if (typeof offset === 'number' && offset !== 0) return newRobot(entry, seed, robot);
  const spec = resting.get(entry) ?? keepText(newRobot(entry, seed, robot));
  resting.set(entry, spec);
  return spec;
}

/** Of entries that leave nothing to chance: one object for all of their episodes. */
const resting = new WeakMap<RobotEntry, RobotSpec>();

function newRobot(entry: RobotEntry, seed: number, robot: Robot): RobotSpec {
  const draws = stream(seed, 'robot');
  const offset = entry.startJointsOffsetDeg ?? 0;
  const jointsRad = robot.homeRad.map((home, i) => {
    const share = draws.between(-1, 1);
    const deg = typeof offset === 'number' ? share * offset : offset[i]!;
    return Math.min(robot.upperRad[i]!, Math.max(robot.lowerRad[i]!, home + (deg * Math.PI) / 180));
  });
  return { name: robot.name, jointsRad, gripperOpening: entry.gripperOpening ?? 1 };
}
