/** Primitives as triangles: as many corners around as the model library gives its round shapes. */
import { circle, type SinCos, sinCos } from './trigonometry.ts';
import type { MeshAsset, VisualShape } from './visuals.ts';

type Primitive = Exclude<VisualShape, { kind: 'mesh' }>;
type Triple = readonly [number, number, number];
/** A corner of the outline that is turned about z: distance from the axis, height, and the outline's normal there. */
type OutlinePoint = { readonly r: number; readonly z: number; readonly nr: number; readonly nz: number };

const CHORD_M = 0.009;
const QUARTER_RAD = Math.PI / 2;

/** Corners of a circle drawn as a polygon: 8 to 28, in fours so that the outline touches both axes. */
export const cornersOf = (radiusM: number): number =>
  Math.min(28, Math.max(8, 4 * Math.round((Math.PI * radiusM) / (2 * CHORD_M))));

export function tessellate(shape: Primitive): MeshAsset {
  switch (shape.kind) {
    case 'box':
      return box(shape.sizeM);
    case 'cylinder':
      return turned(cylinderOutline(shape.radiusM, shape.heightM / 2), cornersOf(shape.radiusM));
    case 'sphere':
      return turned(arc(shape.radiusM, 0, -QUARTER_RAD, QUARTER_RAD), cornersOf(shape.radiusM));
    case 'capsule':
      return turned(capsuleOutline(shape.radiusM, shape.heightM / 2), cornersOf(shape.radiusM));
    case 'ellipsoid':
      return ellipsoid(shape.radiiM);
  }
}

/** Sharp edges: a point is there once for each direction in which the surface leaves it. */
const cylinderOutline = (r: number, half: number): OutlinePoint[] => [
  { r: 0, z: -half, nr: 0, nz: -1 },
  { r, z: -half, nr: 0, nz: -1 },
  { r, z: -half, nr: 1, nz: 0 },
  { r, z: half, nr: 1, nz: 0 },
  { r, z: half, nr: 0, nz: 1 },
  { r: 0, z: half, nr: 0, nz: 1 },
];

const capsuleOutline = (r: number, half: number): OutlinePoint[] => [
  ...arc(r, -half, -QUARTER_RAD, 0),
  ...arc(r, half, 0, QUARTER_RAD),
];

function arc(radiusM: number, zM: number, fromRad: number, toRad: number): OutlinePoint[] {
  const steps = Math.max(2, Math.round((cornersOf(radiusM) * (toRad - fromRad)) / (4 * QUARTER_RAD)));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const { sin, cos } = sinCos(fromRad + ((toRad - fromRad) * i) / steps);
    const out = Math.max(0, cos);
    return { r: radiusM * out, z: zM + radiusM * sin, nr: out, nz: sin };
  });
}

/** A surface of revolution about z; the outline runs upwards on the outside. */
function turned(outline: readonly OutlinePoint[], corners: number): MeshAsset {
  const around = circle(corners);
  const rings = outline.map((point) => around.map((angle) => onRing(point, angle)));
  const faces = outline.slice(1).flatMap((_, ring) => around.flatMap((_, i) => quad(ring, i, corners)));
  const vertices = rings.flat().map(({ vertex }) => vertex);
  const wanted = faces.filter(([a, b, c]) => hasArea(vertices[a]!, vertices[b]!, vertices[c]!));
  return meshOf(
    vertices,
    rings.flat().map(({ normal }) => normal),
    wanted,
  );
}

function onRing({ r, z, nr, nz }: OutlinePoint, { sin, cos }: SinCos): { vertex: Triple; normal: Triple } {
  return { vertex: [r * cos, r * sin, z], normal: [nr * cos, nr * sin, nz] };
}

function quad(ring: number, i: number, corners: number): Triple[] {
  const [a, b] = [ring * corners + i, ring * corners + ((i + 1) % corners)];
  return [
    [a, b, b + corners],
    [a, b + corners, a + corners],
  ];
}

const hasArea = (a: Triple, b: Triple, c: Triple): boolean => !same(a, b) && !same(b, c) && !same(c, a);
const same = (a: Triple, b: Triple): boolean => a.every((value, i) => Math.abs(value - b[i]!) < 1e-9);

/** Normals of a stretched sphere: the gradient of x^2/a^2 + y^2/b^2 + z^2/c^2. */
function ellipsoid(radiiM: Triple): MeshAsset {
  const largest = Math.max(...radiiM);
  const { vertices, normals, ...rest } = tessellate({ kind: 'sphere', radiusM: largest });
  const stretched = vertices.map((value, i) => (value * radiiM[i % 3]!) / largest);
  return { ...rest, vertices: stretched, normals: unit(normals.map((value, i) => (value * largest) / radiiM[i % 3]!)) };
}

function unit(normals: Float32Array): Float32Array {
  const length = (i: number) => Math.sqrt(normals[i]! ** 2 + normals[i + 1]! ** 2 + normals[i + 2]! ** 2);
  return normals.map((value, i) => value / length(i - (i % 3)));
}

/** Six faces of four corners each, seen counter-clockwise from outside. */
function box(sizeM: Triple): MeshAsset {
  const vertices: Triple[] = [];
  const normals: Triple[] = [];
  const faces: Triple[] = [];
  for (let face = 0; face < 6; face++) {
    const [axis, sign] = [face >> 1, face % 2 === 0 ? 1 : -1];
    const first = vertices.length;
    for (const [u, v] of [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ] as const) {
      const at = [0, 0, 0];
      at[axis] = sign;
      at[(axis + 1) % 3] = u * sign;
      at[(axis + 2) % 3] = v;
      vertices.push([(at[0]! * sizeM[0]) / 2, (at[1]! * sizeM[1]) / 2, (at[2]! * sizeM[2]) / 2]);
      normals.push([axis === 0 ? sign : 0, axis === 1 ? sign : 0, axis === 2 ? sign : 0]);
    }
    faces.push([first, first + 1, first + 2], [first, first + 2, first + 3]);
  }
  return meshOf(vertices, normals, faces);
}

function meshOf(vertices: readonly Triple[], normals: readonly Triple[], faces: readonly Triple[]): MeshAsset {
  return {
    vertices: Float32Array.from(vertices.flat()),
    normals: Float32Array.from(normals.flat()),
    faces: Int32Array.from(faces.flat()),
    uvs: null,
  };
}
