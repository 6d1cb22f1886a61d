import { cross, norm, scale, subtract } from '../../harness/geometry/vector.ts';
import type { CameraImage, Pose, Quat, Vec3 } from '../../harness/types.ts';

/** A block on the table; `yawRad` about its middle. */
export interface Block {
  readonly at: readonly [x: number, y: number];
  readonly sizeM: Vec3;
  readonly yawRad?: number;
  readonly rgb?: readonly [number, number, number];
  /** Height of its underside. */
  readonly aboveM?: number;
}

const TABLE_RGB = [150, 110, 70] as const;
const FOV_Y_RAD = (47 * Math.PI) / 180;

/** Blocks on a table as the `front` camera sees them: colours without shading, exact depth, segmentation by index of the block. */
export function tablePicture(blocks: readonly Block[], widthPx = 320, heightPx = 240): CameraImage {
  const pose = lookingAt([1.25, 0, 0.8], [0.36, 0, 0.16]);
  const focalPx = heightPx / 2 / Math.tan(FOV_Y_RAD / 2);
  const rgb = new Uint8Array(widthPx * heightPx * 3);
  const depthM = new Float32Array(widthPx * heightPx);
  const segmentation = new Int32Array(widthPx * heightPx);
  const [right, down, forward] = axesOf([1.25, 0, 0.8], [0.36, 0, 0.16]);
  for (let i = 0; i < depthM.length; i++) {
    const a = ((i % widthPx) + 0.5 - widthPx / 2) / focalPx;
    const b = (Math.floor(i / widthPx) + 0.5 - heightPx / 2) / focalPx;
    const ray = [0, 1, 2].map((k) => forward[k]! + a * right[k]! + b * down[k]!) as unknown as Vec3;
    const hits = blocks.map((block) => hit(block, pose.position, ray));
    const nearest = Math.min(5, ray[2] < 0 ? pose.position[2] / -ray[2] : 5, ...hits);
    depthM[i] = nearest;
    segmentation[i] = hits.indexOf(nearest);
    rgb.set(blocks[segmentation[i]!]?.rgb ?? TABLE_RGB, i * 3);
  }
  const intrinsics = [focalPx, focalPx, widthPx / 2, heightPx / 2] as const;
  return { widthPx, heightPx, rgb, depthM, segmentation, intrinsics, pose };
}

/** Distance along the ray in units of it; infinite past the block. Slabs (Kay and Kajiya 1986) in the block's frame. */
function hit({ at, sizeM, yawRad = 0, aboveM = 0 }: Block, eye: Vec3, ray: Vec3): number {
  const [cos, sin] = [Math.cos(yawRad), Math.sin(yawRad)];
  const [x, y, z] = [eye[0] - at[0], eye[1] - at[1], eye[2] - aboveM - sizeM[2] / 2];
  const a = slab(cos * x + sin * y, cos * ray[0] + sin * ray[1], sizeM[0] / 2);
  const b = slab(cos * y - sin * x, cos * ray[1] - sin * ray[0], sizeM[1] / 2);
  const c = slab(z, ray[2], sizeM[2] / 2);
  const enter = Math.max(0, a[0], b[0], c[0]);
  return enter <= Math.min(a[1], b[1], c[1]) ? enter : Infinity;
}

function slab(from: number, along: number, half: number): readonly [enter: number, leave: number] {
  const [p, q] = [(-half - from) / along, (half - from) / along];
  return p < q ? [p, q] : [q, p];
}

function axesOf(eye: Vec3, target: Vec3): readonly [right: Vec3, down: Vec3, forward: Vec3] {
  const unit = (v: Vec3) => scale(v, 1 / norm(v));
  const forward = unit(subtract(target, eye));
  const right = unit(cross(forward, [0, 0, 1]));
  return [right, cross(forward, right), forward];
}

function lookingAt(eye: Vec3, target: Vec3): Pose {
  const [r, d, f] = axesOf(eye, target);
  // Of the rotation matrix with these columns (Shepperd 1978), for a camera that looks down and back: its z part is not small.
  const trace = r[0] + d[1] + f[2];
  const parts: Quat = [
    Math.sqrt(Math.max(0, 1 + 2 * r[0] - trace)) / 2,
    Math.sqrt(Math.max(0, 1 + 2 * d[1] - trace)) / 2,
    Math.sqrt(Math.max(0, 1 + 2 * f[2] - trace)) / 2,
    Math.sqrt(Math.max(0, 1 + trace)) / 2,
  ];
  const largest = parts.indexOf(Math.max(...parts));
  const [xy, xz, yz] = [r[1] + d[0], r[2] + f[0], d[2] + f[1]];
  const [wx, wy, wz] = [d[2] - f[1], f[0] - r[2], r[1] - d[0]];
  const rows: readonly (readonly number[])[] = [
    [4 * parts[0] ** 2, xy, xz, wx],
    [xy, 4 * parts[1] ** 2, yz, wy],
    [xz, yz, 4 * parts[2] ** 2, wz],
    [wx, wy, wz, 4 * parts[3] ** 2],
  ];
  const quaternion = rows[largest]!.map((each) => each / (4 * parts[largest]!)) as unknown as Quat;
  return { position: eye, quaternion };
}
