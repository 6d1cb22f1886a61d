import { add, multiply, rotate, scale as times } from '../geometry/vector.ts';
import type { Model, Part } from '../library/model.ts';
import type { Quat, Vec3 } from '../types.ts';

/** Corners of one convex piece of a model, in the model frame. */
export type Piece = readonly Vec3[];

type Meshes = Readonly<Record<string, readonly Vec3[]>>;

const AROUND = 12;
const BANDS = 4;

/** The visible parts of a model as convex pieces: a lathe is cut into rings, a tube into joints; a mesh is its hull. */
export function piecesOf(model: Model, meshes: Meshes): readonly Piece[] {
  const known = cache.get(model);
  if (known) return known;
  const pieces = visiblePieces(model, meshes);
  cache.set(model, pieces);
  return pieces;
}

const cache = new WeakMap<Model, readonly Piece[]>();

function visiblePieces(model: Model, meshes: Meshes): Piece[] {
  return model.parts
    .filter((part) => part.visible)
    .flatMap((part) =>
      cut(part, meshes).map((piece) => piece.map((corner) => add(part.at, rotate(turn(part.rpyDeg), corner)))),
    );
}

/** The eight corners of the model's bounding box: for quick tests. */
export function boundingPiece(model: Model): Piece {
  const { sizeM } = model;
  const known = boxes.get(model) ?? box(sizeM).map(([x, y, z]): Vec3 => [x, y, z + sizeM[2] / 2]);
  boxes.set(model, known);
  return known;
}

const boxes = new WeakMap<Model, Piece>();

function cut(part: Part, meshes: Meshes): Piece[] {
  switch (part.shape) {
    case 'box':
      return [box(part.sizeM)];
    case 'cylinder':
      return [[...ring(part.radiusM, -part.heightM / 2), ...ring(part.radiusM, part.heightM / 2)]];
    case 'sphere':
      return [ball([part.radiusM, part.radiusM, part.radiusM], [0, 0, 0])];
    case 'capsule':
      return [joint([0, 0, -part.heightM / 2], part.radiusM, [0, 0, part.heightM / 2], part.radiusM)];
    case 'ellipsoid':
      return [ball(part.radiiM, [0, 0, 0])];
    case 'lathe':
      return neighbours(part.profileM).map(([[r, z], [r2, z2]]) => [...ring(r, z), ...ring(r2, z2)]);
    case 'tube': {
      const radius = (i: number): number =>
        Array.isArray(part.radiusM) ? (part.radiusM[i] ?? part.radiusM.at(-1)!) : part.radiusM;
      return neighbours(part.pathM).map(([a, b], i) => joint(a, radius(i), b, radius(i + 1)));
    }
    case 'mesh':
      return [meshes[part.file] ?? []];
  }
}

const neighbours = <T>(items: readonly T[]): [T, T][] => items.slice(1).map((item, i) => [items[i]!, item]);

function box([x, y, z]: Vec3): Piece {
  return [-1, 1].flatMap((i) =>
    [-1, 1].flatMap((j) => [-1, 1].map((k): Vec3 => [(i * x) / 2, (j * y) / 2, (k * z) / 2])),
  );
}

function ring(radius: number, z: number): Vec3[] {
  return Array.from({ length: AROUND }, (_, i) => {
    const angle = (2 * Math.PI * i) / AROUND;
    return [radius * Math.cos(angle), radius * Math.sin(angle), z] as const;
  });
}

function ball(radii: Vec3, center: Vec3): Piece {
  return Array.from({ length: BANDS + 1 }, (_, i) => {
    const polar = (Math.PI * i) / BANDS;
    return ring(Math.sin(polar), Math.cos(polar)).map(
      ([x, y, z]): Vec3 => add(center, [x * radii[0], y * radii[1], z * radii[2]]),
    );
  }).flat();
}

const joint = (a: Vec3, ra: number, b: Vec3, rb: number): Piece => [...ball([ra, ra, ra], a), ...ball([rb, rb, rb], b)];

/** Roll, pitch, yaw about fixed axes. */
function turn([roll, pitch, yaw]: Vec3): Quat {
  const about = (axis: Vec3, deg: number): Quat => {
    const half = (deg * Math.PI) / 360;
    const [x, y, z] = times(axis, Math.sin(half));
    return [x, y, z, Math.cos(half)];
  };
  return multiply(about([0, 0, 1], yaw), multiply(about([0, 1, 0], pitch), about([1, 0, 0], roll)));
}
