/** What is wrong with a stage, a camera or poses, before a pixel is drawn: never a silent blank frame. */
import { HarnessError } from '../errors.ts';
import type { Eye, FrameRequest, Stage } from './frame.ts';
import type { FramePoses, MeshAsset, TextureAsset, VisualPart, VisualShape } from './visuals.ts';

export const LARGEST_PX = 4096;

const wrong = (where: string, expected: string, got: unknown): HarnessError =>
  new HarnessError('E_VISUALS', `${where}: expected ${expected}, got ${String(got)}`);

/** @throws HarnessError E_VISUALS naming the part, mesh or texture */
export function checkStage(stage: Stage): void {
  const { visuals, assets, names } = stage;
  checkLight(stage);
  for (const [hash, mesh] of Object.entries(assets.meshes)) checkMesh(`mesh ${hash}`, mesh);
  for (const [hash, texture] of Object.entries(assets.textures)) checkTexture(`texture ${hash}`, texture);
  for (const [i, part] of visuals.parts.entries()) {
    const where = `part ${i} (${part.name})`;
    if (!names.includes(part.name)) throw wrong(where, `one of ${names.join(', ')}`, part.name);
    if (!visuals.frames[part.frame]) throw wrong(where, `a frame below ${visuals.frames.length}`, part.frame);
    checkPart(where, part, assets.meshes, assets.textures);
  }
}

function checkLight({ light, background }: Stage): void {
  const { direction, color, ambient, diffuse, specular } = light;
  const length = direction.reduce((sum, value) => sum + value * value, 0);
  if (!(length > 0 && Number.isFinite(length))) throw wrong('light.direction', 'a direction', direction);
  if (!color.every(Number.isFinite)) throw wrong('light.color', 'finite numbers', color);
  for (const [key, value] of Object.entries({ ambient, diffuse, specular })) {
    if (!Number.isFinite(value)) throw wrong(`light.${key}`, 'a finite number', value);
  }
  if (!background.every(Number.isFinite)) throw wrong('background', 'finite numbers', background);
}

/** Wide bounds: rounding on the way is no mistake, a quaternion of another kind is. */
function isRotation(x: number, y: number, z: number, w: number): boolean {
  const length = x * x + y * y + z * z + w * w;
  return length > 0.5 && length < 2;
}

function checkPart(
  where: string,
  { shape, texture, pose, scale, color, alpha }: VisualPart,
  meshes: Stage['assets']['meshes'],
  textures: Stage['assets']['textures'],
): void {
  checkShape(where, shape, meshes);
  const numbers = [...pose.position, ...pose.quaternion, ...color];
  if (!numbers.every(Number.isFinite)) throw wrong(where, 'a finite pose and colour', numbers);
  if (!isRotation(...pose.quaternion)) throw wrong(`${where}.pose`, 'a quaternion of length 1', pose.quaternion);
  if (!(scale > 0 && Number.isFinite(scale))) throw wrong(`${where}.scale`, 'a number above 0', scale);
  if (!(alpha >= 0 && alpha <= 1)) throw wrong(`${where}.alpha`, 'a number in [0, 1]', alpha);
  if (texture === null) return;
  if (!textures[texture]) throw wrong(`${where}.texture`, 'a texture that was sent', texture);
  const mesh = shape.kind === 'mesh' ? meshes[shape.mesh]! : null;
  if (!mesh?.uvs) throw wrong(where, 'a mesh with texture coordinates under a texture', shape.kind);
}

function checkShape(where: string, shape: VisualShape, meshes: Stage['assets']['meshes']): void {
  if (shape.kind === 'mesh') {
    if (!meshes[shape.mesh]) throw wrong(`${where}.mesh`, 'a mesh that was sent', shape.mesh);
    return;
  }
  const { kind, ...sizes } = shape;
  for (const [key, value] of Object.entries(sizes)) {
    const fits = [value].flat().every((size) => Number.isFinite(size) && (size as number) >= 0);
    if (!fits) throw wrong(`${where}, ${kind}.${key}`, 'sizes in metres', value);
  }
}

const checkedMeshes = new WeakSet<MeshAsset>();

function checkMesh(where: string, mesh: MeshAsset): void {
  if (checkedMeshes.has(mesh)) return;
  const { vertices, normals, faces, uvs } = mesh;
  const corners = vertices.length / 3;
  if (!vertices.every(Number.isFinite)) throw wrong(where, 'finite vertices', 'NaN or infinity');
  if (normals.length !== vertices.length) throw wrong(where, `${corners} normals`, normals.length / 3);
  if (!normals.every(Number.isFinite)) throw wrong(where, 'finite normals', 'NaN or infinity');
  const bad = faces.findIndex((corner) => !(corner >= 0 && corner < corners));
  if (bad >= 0) throw wrong(where, `corners of faces below ${corners}`, faces[bad]);
  if (faces.length % 3 !== 0) throw wrong(where, 'three corners a face', `${faces.length} corners`);
  if (uvs && (uvs.length !== 2 * corners || !uvs.every(Number.isFinite))) {
    throw wrong(where, `${corners} finite texture coordinates`, `${uvs.length / 2}`);
  }
  checkedMeshes.add(mesh);
}

function checkTexture(where: string, { widthPx, heightPx, rgb }: TextureAsset): void {
  const whole = [widthPx, heightPx].every((side) => Number.isInteger(side) && side >= 1 && side <= LARGEST_PX);
  if (!whole) throw wrong(where, `sides from 1 to ${LARGEST_PX} px`, `${widthPx} x ${heightPx}`);
  if (rgb.length !== 3 * widthPx * heightPx) throw wrong(where, `${3 * widthPx * heightPx} bytes`, rgb.length);
}

/** @throws HarnessError E_VISUALS */
export function checkRequest({ eye, widthPx, heightPx, antialias }: FrameRequest): void {
  const side = (px: number) => Number.isInteger(px) && px >= 1 && px * antialias <= LARGEST_PX;
  if (!side(widthPx) || !side(heightPx)) {
    throw wrong('image', `sides from 1 to ${LARGEST_PX / antialias} px`, `${widthPx} x ${heightPx}`);
  }
  checkEye(eye);
}

function checkEye({ pose, fovYRad, nearM, farM }: Eye): void {
  const numbers = [...pose.position, ...pose.quaternion];
  if (!numbers.every(Number.isFinite)) throw wrong('camera pose', 'finite numbers', numbers);
  if (!isRotation(...pose.quaternion)) throw wrong('camera quaternion', 'length 1', pose.quaternion);
  if (!(fovYRad > 0 && fovYRad < Math.PI)) throw wrong('camera fovYRad', 'an angle in (0, pi)', fovYRad);
  if (!(nearM > 0 && farM > nearM && Number.isFinite(farM))) {
    throw wrong('camera planes', '0 < nearM < farM', `${nearM}, ${farM}`);
  }
}

/** @throws HarnessError E_VISUALS naming the frame */
export function checkPoses(poses: FramePoses, { visuals: { frames } }: Stage): void {
  if (poses.length !== 7 * frames.length) throw wrong('poses', `${frames.length} rows of 7`, `${poses.length} numbers`);
  for (let i = 0; i < poses.length; i++) {
    if (!Number.isFinite(poses[i]!))
      throw wrong(`pose of ${frames[Math.floor(i / 7)]!.name}`, 'finite numbers', poses[i]);
  }
  for (let q = 3; q < poses.length; q += 7) {
    if (isRotation(poses[q]!, poses[q + 1]!, poses[q + 2]!, poses[q + 3]!)) continue;
    throw wrong(`pose of ${frames[(q - 3) / 7]!.name}`, 'a quaternion of length 1', poses.subarray(q, q + 4));
  }
}
