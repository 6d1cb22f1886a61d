/** The messages of docs/protocol.md as they travel: what `codec.ts` writes and reads, before anything is checked. */
import type { ActionMode, ObserveRequest, SceneSpec } from '../types.ts';

export const PROTOCOL_VERSION = 1;
/** What a bridge calls its renderer where it has none. */
export const NO_RENDERER = 'none';

export type Dtype = 'uint8' | 'int32' | 'float32' | 'float64';
export type ImageEncoding = 'raw' | 'jpeg' | 'webp';

/** Little-endian bytes in C order. */
export interface WireArray {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: Uint8Array;
}

/** [h, w, 3] uint8; `encoding` is absent when the bytes are raw. */
export interface WireImage extends WireArray {
  readonly encoding?: 'jpeg' | 'webp';
}

/** B bodies in the order of the scene, J arm joints, n control steps; all float64 but the contacts. */
export interface WireWorldStates {
  readonly timeSec: WireArray;
  readonly positions: WireArray;
  readonly quaternions: WireArray;
  readonly velocities: WireArray;
  readonly joints: WireArray;
  readonly tcp: WireArray;
  readonly gripperOpening: WireArray;
  /** int32 [m, 3]: step, index, index. */
  readonly contacts: WireArray;
}

export interface WireCamera {
  readonly rgb: WireImage;
  readonly depth?: WireArray;
  readonly segmentation?: WireArray;
  readonly intrinsics: readonly [number, number, number, number];
  readonly position: readonly [number, number, number];
  readonly quaternion: readonly [number, number, number, number];
}

export interface WireObservation {
  readonly cameras: Readonly<Record<string, WireCamera>>;
  readonly state: Readonly<Record<string, WireArray>>;
  readonly visibility: readonly { readonly camera: string; readonly body: string; readonly fraction: number }[];
  /** Pictures drawn for this reply, for whatever purpose. */
  readonly framesRendered: number;
  /** float64 [F, 7]; only where asked for. */
  readonly poses?: WireArray;
}

/** Normals and vertices float32 [n, 3], faces int32 [m, 3], uvs float32 [n, 2]. */
export interface WireMesh {
  readonly vertices: WireArray;
  readonly normals: WireArray;
  readonly faces: WireArray;
  readonly uvs?: WireArray;
}

/** Every operation with the fields of its request. */
export interface Requests {
  hello: { readonly protocol: number; readonly token?: string; readonly images?: readonly ImageEncoding[] };
  reset: { readonly scene: SceneSpec; readonly seed: number; readonly observe: ObserveRequest };
  step: { readonly mode: ActionMode; readonly actions: WireArray; readonly observe: ObserveRequest };
  observe: { readonly observe: ObserveRequest };
  visuals: { readonly known: readonly string[] };
  close: Record<never, never>;
}

export type Operation = keyof Requests;

export interface WireError {
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
}

/** A reply whose envelope was checked and whose fields were not. */
export type Reply = Readonly<Record<string, unknown>>;

/** Milliseconds that a bridge says it spent. */
export type Timing = Readonly<Partial<Record<'resetMs' | 'settleMs' | 'physicsMs' | 'renderMs', number>>>;
