/**
 * What a scene looks like, as a bridge describes it (docs/protocol.md, `visuals`): frames that move, parts that hang on
 * them, and the meshes and textures they name by content hash. Metres, radians; quaternions xyzw; world frame z up.
 */
import type { Pose, Rgb, Vec3, WorldState } from '../types.ts';

/** Something rigid that parts hang on, and how its pose in the world follows from a world state. */
export type VisualFrame = { readonly name: string } & (
  | { readonly kind: 'fixed'; readonly pose: Pose }
  /** The model frame of a body of the scene. */
  | { readonly kind: 'body'; readonly body: string }
  /** A link of the robot: `pose` is that of the joint's frame in the parent while the joint is at zero. */
  | { readonly kind: 'link'; readonly parent: number; readonly pose: Pose; readonly joint: VisualJoint | null }
);

/** What moves a link against its parent (a frame that comes before it); null is welded. */
export interface VisualJoint {
  readonly type: 'turn' | 'slide';
  /** Unit vector in the joint's frame. */
  readonly axis: Vec3;
  /** The arm joint of `WorldState.jointsRad`, or the gripper opening mapped from 0..1 to `closed`..`open` (rad or m). */
  readonly drive: { readonly joint: number } | { readonly closed: number; readonly open: number };
}

/** Centred on the origin of the part, axis along z, as the model library has them. */
export type VisualShape =
  | { readonly kind: 'box'; readonly sizeM: Vec3 }
  | { readonly kind: 'sphere'; readonly radiusM: number }
  | { readonly kind: 'ellipsoid'; readonly radiiM: Vec3 }
  | { readonly kind: 'cylinder'; readonly radiusM: number; readonly heightM: number }
  /** `heightM` is that of the straight part. */
  | { readonly kind: 'capsule'; readonly radiusM: number; readonly heightM: number }
  | { readonly kind: 'mesh'; readonly mesh: string };

/** One shape in one colour. */
export interface VisualPart {
  /** A name of `SimulatorReset.names`: what segmentation calls it. */
  readonly name: string;
  /** Index of its frame. */
  readonly frame: number;
  /** In its frame. */
  readonly pose: Pose;
  /** Of the shape, about its own origin. */
  readonly scale: number;
  readonly shape: VisualShape;
  readonly color: Rgb;
  /** 1 is opaque. */
  readonly alpha: number;
  /** Hash of the texture that the colour tints; only for a mesh with texture coordinates. */
  readonly texture: string | null;
}

export interface Visuals {
  readonly frames: readonly VisualFrame[];
  readonly parts: readonly VisualPart[];
  /** The frame that cameras with `mount: 'hand'` hang on; -1 without a hand. */
  readonly handFrame: number;
}

/** Counter-clockwise from outside. */
export interface MeshAsset {
  /** [n, 3] metres. */
  readonly vertices: Float32Array;
  /** [n, 3] unit vectors. */
  readonly normals: Float32Array;
  /** [m, 3] indices of vertices. */
  readonly faces: Int32Array;
  /** [n, 2], v up, a texture repeats beyond [0, 1]; null without texture coordinates. */
  readonly uvs: Float32Array | null;
}

export interface TextureAsset {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Row-major from the top, 3 bytes a pixel. */
  readonly rgb: Uint8Array;
}

/** By content hash. */
export interface VisualAssets {
  readonly meshes: Readonly<Record<string, MeshAsset>>;
  readonly textures: Readonly<Record<string, TextureAsset>>;
}

/** Poses of all frames: [F, 7] position, quaternion. */
export type FramePoses = Float64Array;

/** Poses of all frames in a world state (forward kinematics); `harness/render/poses.ts`. */
export type PosesOf = (visuals: Visuals, state: WorldState) => FramePoses;
