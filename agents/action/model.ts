/** Models that answer with actions: named numbers and pictures in, rows out. What they mean is the policy map's. */

import type { PolicyEnd, WireTiming } from '../../harness/types.ts';

export type { WireTiming };

export type TensorData = Uint8Array | Int8Array | Int32Array | BigInt64Array | Float32Array | Float64Array;

/** Row-major. The kind of its typed array is its dtype; booleans are 0 and 1 in a `Uint8Array`. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data: TensorData;
}

/** One observation in the model's own words, laid out by the policy map; the order of keys is the map's. */
export interface ModelRequest {
  readonly episodeId: string;
  /** Control step of the observation: with the episode it is the id that an answer belongs to. */
  readonly step: number;
  readonly timeSec: number;
  /** By the model's key: [height, width, 3] or [3, height, width]. */
  readonly images: Readonly<Record<string, Tensor>>;
  /** By the model's key: [n]. */
  readonly state: Readonly<Record<string, Tensor>>;
  /** Null for a model that hears no words. */
  readonly instruction: { readonly key: string; readonly text: string } | null;
}

export interface ModelAnswer {
  /** [T, D] (or [D], one row) in the model's own action space, as it came: NaN, a wrong width, no row are the policy's failure. */
  readonly actions: Tensor;
  readonly timing: WireTiming;
  /** The instruction exactly as it went over the wire; null where none was sent. */
  readonly instructionSent: string | null;
}

export interface ModelEpisode {
  readonly episodeId: string;
  readonly seed: number;
  readonly instruction: string;
  readonly maxSteps: number;
  readonly controlHz: number;
}

/** How an episode ended, for servers that want to know. */
export type ModelEpisodeEnd = PolicyEnd;

/**
 * One session with a model, one question at a time. Rejects with a `HarnessError` for trouble that is not the model's skill:
 * `E_UNREACHABLE`, `E_TIMEOUT`, `E_POLICY_SERVER` (an answer out of protocol, a traceback). A session that rejected is closed, not
 * used again.
 */
export interface ActionModel {
  begin(episode: ModelEpisode): Promise<void>;
  infer(request: ModelRequest): Promise<ModelAnswer>;
  end(end: ModelEpisodeEnd): Promise<void>;
  close(): Promise<void>;
}

/** A model that can be opened, once per worker; found before the first episode. */
export interface ActionModelSource {
  /** All that can change an answer (server metadata, hash of the weights, options; never keys, addresses or patience). */
  readonly identity: unknown;
  /** What the server says of itself, for `harness doctor` and the manifest; plain JSON. */
  readonly metadata: Readonly<Record<string, unknown>>;
  /** What it declares that the policy map can be held to; fields are absent where it does not say. */
  readonly declares: ModelDeclaration;
  /** A policy map that the model itself brings, unchecked; it stands in for the wire's own where none is given. */
  readonly map?: unknown;
  /** Longest that one answer is waited for by the wire itself. */
  readonly timeoutMs: number;
  /** Rejects with `E_POLICY_CHANGED` where the server has come back as another than `identity`: the run stops. */
  open(): Promise<ActionModel>;
}

export interface ModelDeclaration {
  /** Keys of pictures and their shape; -1 fits any length. */
  readonly images?: Readonly<Record<string, readonly number[]>>;
  /** Least number of pictures, for one that does not care what they are called. */
  readonly leastImages?: number;
  /** Shape of each picture, whatever it is called; -1 fits any length. */
  readonly everyImage?: readonly number[];
  /** Keys of state vectors and their length; -1 fits any. */
  readonly state?: Readonly<Record<string, number>>;
  /** Keys under which it hears an instruction; none: it hears no words. */
  readonly instructions?: readonly string[];
  readonly actionDim?: number;
  readonly chunk?: number;
  /** In its own words where it has them, to be shown beside ours: `binary_close_positive [-1, 1]`. */
  readonly action?: readonly { readonly name: string; readonly dims: number; readonly format: string }[];
  /** The same in the words of the policy map, as far as they could be understood: a map that says otherwise is refused. */
  readonly convention?: ActionConvention;
}

export interface ActionConvention {
  /** Whether the place of the hand is told as a change or as where it shall be. */
  readonly position?: 'delta' | 'absolute';
  readonly rotation?: 'axis_angle' | 'euler_xyz' | 'quaternion_xyzw' | 'quaternion_wxyz' | 'rotation_6d';
  /** The model's number for an open and for a closed gripper. */
  readonly gripper?: { readonly open: number; readonly closed: number };
}

/** How a wire is named, told and opened: one line of the table in `agents/action/wires.ts`. */
export interface WireEntry {
  /** One line with the address: `openpi policy server: openpi@ws://host:8000`. */
  readonly summary: string;
  /** Options of the wire with their defaults; those of every action policy (`map`, `horizon`, ...) are added. */
  readonly options: Readonly<Record<string, string>>;
  /** Name of the built-in policy map that is taken where none is given. */
  readonly map: string;
  /** Its file, relative to `agents/`, for the fingerprint. */
  readonly module: string;
  source(place: string | null, options: Readonly<Record<string, string>>): Promise<ActionModelSource>;
}
