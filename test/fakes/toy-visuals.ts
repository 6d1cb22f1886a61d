/** What a toy world looks like: boxes, a textured square, and an arm of one joint that the toy's tool does not follow. */
import type { MeshAsset, TextureAsset, VisualFrame, VisualPart, Visuals } from '../../harness/render/visuals.ts';
import type { WireArray, WireMesh } from '../../harness/simulator/protocol.ts';
import { meshHash, textureHash } from '../../harness/simulator/visual-assets.ts';
import type { Pose, Quat, Rgb, Vec3 } from '../../harness/types.ts';
import { wireArray } from './toy-picture.ts';
import { type Spoil, spoilerOf } from './toy-spoils.ts';
import type { ToyWorld } from './toy-world.ts';

const UPRIGHT: Quat = [0, 0, 0, 1];
const SHOULDER_M: Vec3 = [0, 0, 0.3];
const REACH_M = 0.4;
const GREY: Rgb = [0.5, 0.5, 0.5];
const FINGER = { closed: 0.01, open: 0.05 };

const SQUARE: MeshAsset = {
  vertices: Float32Array.of(0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0),
  normals: Float32Array.of(0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1),
  faces: Int32Array.of(0, 1, 2, 0, 2, 3),
  uvs: Float32Array.of(0, 0, 1, 0, 1, 1, 0, 1),
};
const CHESS: TextureAsset = {
  widthPx: 2,
  heightPx: 2,
  rgb: Uint8Array.of(255, 255, 255, 0, 0, 0, 0, 0, 0, 255, 255, 255),
};

/** The fields of a reply to `visuals`, with what `spoil` names done wrong. */
export function toyVisuals(world: ToyWorld, known: readonly string[], spoil: Spoil | null) {
  const { mesh: before, sentMesh: after, visuals: edit } = spoilerOf(spoil);
  const mesh = before?.(SQUARE) ?? SQUARE;
  const hashes = { mesh: meshHash(mesh), texture: textureHash(CHESS) };
  const look = lookOf(world, hashes);
  const wanted = (hash: string) => spoil === 'resend' || !known.includes(hash);
  return {
    ...(edit?.(look) ?? look),
    meshes: wanted(hashes.mesh) ? { [hashes.mesh]: wireMesh(after?.(mesh) ?? mesh) } : {},
    textures: wanted(hashes.texture) ? { [hashes.texture]: wireTexture(CHESS) } : {},
  };
}

/** Where the frames are, by formulas of their own. */
export function toyPoses(world: ToyWorld, spoil: Spoil | null): WireArray {
  const [yaw] = world.joints as [number];
  const turned: Quat = [0, 0, Math.sin(yaw / 2), Math.cos(yaw / 2)];
  const reach = REACH_M + FINGER.closed + world.opening * (FINGER.open - FINGER.closed);
  const poses: Pose[] = [
    ...placesOf(world).map(at),
    ...world.bodies.map(({ pose }) => pose),
    at([0, 0, 0]),
    { position: SHOULDER_M, quaternion: turned },
    { position: [reach * Math.cos(yaw), reach * Math.sin(yaw), SHOULDER_M[2]], quaternion: turned },
  ];
  if (spoil === 'drift') poses[0] = at([0.4 + 1e-5, 0, 0]);
  if (spoil === 'poseless') poses[0] = at([Number.NaN, 0, 0]);
  const rows = poses.flatMap(({ position, quaternion }) => [...position, ...quaternion]);
  return wireArray(Float64Array.from(rows), [poses.length, 7]);
}

const at = (position: Vec3): Pose => ({ position, quaternion: UPRIGHT });

/** Of the table, the floor, the zones. */
function placesOf({ scene }: ToyWorld): readonly Vec3[] {
  return [[0.4, 0, 0], [0, 0, -0.75], ...scene.zones.map(({ center: [x, y] }): Vec3 => [x, y, 0])];
}

function lookOf(world: ToyWorld, hashes: { mesh: string; texture: string }): Visuals {
  const { zones, bodies } = world.scene;
  const names = ['table', 'floor', ...zones.map(({ name }) => name)];
  const places = placesOf(world);
  const ground = names.map((name, i): VisualFrame => ({ name, kind: 'fixed', pose: at(places[i]!) }));
  const moving = bodies.map(({ name }): VisualFrame => ({ name, kind: 'body', body: name }));
  const base = ground.length + moving.length;
  const colors = new Map(bodies.map(({ name, color }) => [name, color ?? GREY]));
  const [, ...boxes] = [...ground, ...moving].map(({ name }, frame) => box(name, frame, colors.get(name)));
  return {
    frames: [...ground, ...moving, ...armFrames(base)],
    parts: [
      { ...box('table', 0), shape: { kind: 'mesh', mesh: hashes.mesh }, texture: hashes.texture },
      ...boxes,
      box('arm', base + 1),
      box('gripper', base + 2),
    ],
    handFrame: -1,
  };
}

const armFrames = (base: number): readonly VisualFrame[] => [
  { name: 'base', kind: 'fixed', pose: at([0, 0, 0]) },
  {
    name: 'shoulder',
    kind: 'link',
    parent: base,
    pose: at(SHOULDER_M),
    joint: { type: 'turn', axis: [0, 0, 1], drive: { joint: 0 } },
  },
  {
    name: 'finger',
    kind: 'link',
    parent: base + 1,
    pose: at([REACH_M, 0, 0]),
    joint: { type: 'slide', axis: [1, 0, 0], drive: FINGER },
  },
];

const box = (name: string, frame: number, color: Rgb = GREY): VisualPart => ({
  name,
  frame,
  pose: at([0, 0, 0]),
  scale: 1,
  shape: { kind: 'box', sizeM: [0.06, 0.06, 0.06] },
  color,
  alpha: 1,
  texture: null,
});

const wireMesh = ({ vertices, normals, faces, uvs }: MeshAsset): WireMesh => ({
  vertices: wireArray(vertices, [vertices.length / 3, 3]),
  normals: wireArray(normals, [normals.length / 3, 3]),
  faces: wireArray(faces, [faces.length / 3, 3]),
  ...(uvs && { uvs: wireArray(uvs, [uvs.length / 2, 2]) }),
});

const wireTexture = ({ widthPx, heightPx, rgb }: TextureAsset): WireArray => wireArray(rgb, [heightPx, widthPx, 3]);
