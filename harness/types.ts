/**
 * The words of the project as types (docs/design.md): what is planned, what is observed, what is done and what is recorded.
 * Units: metres, radians, seconds, kilograms; world frame z up, table top at z = 0, robot base at the origin facing +x.
 * Quaternions are xyzw.
 */

export type Vec3 = readonly [x: number, y: number, z: number];
export type Quat = readonly [x: number, y: number, z: number, w: number];
/** Linear RGB-ish colour as the renderer takes it, each channel in [0, 1]. */
export type Rgb = readonly [r: number, g: number, b: number];

export interface Pose {
  readonly position: Vec3;
  readonly quaternion: Quat;
}

// ---------------------------------------------------------------------------------------------------------------- scene

/** Coulomb coefficients; PyBullet multiplies those of the two bodies in contact. */
export interface Friction {
  readonly lateral: number;
  readonly rolling: number;
  readonly spinning: number;
}

/** A surface: a plain colour, or a named texture tinted by it. */
export interface Material {
  readonly color: Rgb;
  readonly texture: string | null;
}

export interface BodySpec extends Pose {
  /** Unique in the scene: `target`, `receptacle`, `others0`, `occluder`, ... */
  readonly name: string;
  /** A name of the model library. */
  readonly model: string;
  /** Replaces the model's tinted parts; null keeps the model's own colours. */
  readonly color: Rgb | null;
  readonly scale: number;
  readonly massKg: number;
  readonly friction: Friction;
  /** True for a body that nothing moves (an occluder, a heavy receptacle). */
  readonly fixed: boolean;
}

/** Paint on the table: seen, never touched. */
export interface ZoneSpec {
  readonly name: string;
  readonly shape: 'rect' | 'disc';
  readonly center: readonly [x: number, y: number];
  /** Width along the zone's x and depth along its y; a disc uses the first as its diameter. */
  readonly sizeM: readonly [w: number, d: number];
  readonly yawRad: number;
  readonly color: Rgb;
}

/** Camera frame: x right, y down, z forward (OpenCV). Pose relative to the world or to the robot's hand. */
export interface CameraSpec extends Pose {
  readonly name: string;
  readonly mount: 'world' | 'hand';
  readonly fovYRad: number;
  readonly nearM: number;
  readonly farM: number;
}

export interface LightSpec {
  /** From the scene towards the light. */
  readonly direction: Vec3;
  readonly color: Rgb;
  readonly ambient: number;
  readonly diffuse: number;
  readonly specular: number;
  readonly shadow: boolean;
}

export interface RobotSpec {
  readonly name: string;
  readonly jointsRad: readonly number[];
  /** 1 is fully open. */
  readonly gripperOpening: number;
}

/** Everything a bridge needs to build the world, explicit to the last number. */
export interface SceneSpec {
  readonly controlHz: number;
  readonly physicsHz: number;
  readonly robot: RobotSpec;
  readonly table: Material;
  readonly floor: Material;
  readonly background: Rgb;
  readonly light: LightSpec;
  readonly cameras: readonly CameraSpec[];
  readonly bodies: readonly BodySpec[];
  readonly zones: readonly ZoneSpec[];
  /** Standard deviation of Gaussian noise on RGB, in steps of 255; 0 is none. */
  readonly sensorNoiseStd: number;
}

// ------------------------------------------------------------------------------------------------------------- observing

export interface CameraRequest {
  readonly name: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly depth?: boolean;
  readonly segmentation?: boolean;
}

export type StateKey = 'jointPositions' | 'jointVelocities' | 'tcpPose' | 'gripperOpening';

export interface ObserveRequest {
  readonly cameras: readonly CameraRequest[];
  readonly state: readonly StateKey[];
  /** Fraction of a body that a camera sees past everything else, measured by the bridge. */
  readonly visibility?: readonly { readonly camera: string; readonly body: string }[];
  /** Poses of the frames of the scene's look; only where `SimulatorInfo.visuals`. */
  readonly poses?: boolean;
}

export interface CameraImage {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Row-major, 3 bytes a pixel. */
  readonly rgb: Uint8Array;
  /** Metres along the optical axis; row-major. */
  readonly depthM?: Float32Array;
  /** Index into `SimulatorReset.names`, -1 for background. */
  readonly segmentation?: Int32Array;
  /** fx, fy, cx, cy in pixels. */
  readonly intrinsics: readonly [number, number, number, number];
  /** Camera in the world at the moment of the frame. */
  readonly pose: Pose;
}

export interface SensorReading {
  readonly cameras: Readonly<Record<string, CameraImage>>;
  readonly state: Readonly<Partial<Record<StateKey, Float64Array>>>;
  readonly visibility: readonly { readonly camera: string; readonly body: string; readonly fraction: number }[];
  /** Pictures that the simulator says it drew for this reading. */
  readonly framesRendered: number;
  /** [F, 7] position and quaternion in the world of each frame of the scene's look; null unless asked for. */
  readonly poses: Float64Array | null;
}

// ----------------------------------------------------------------------------------------------------------- world state

export interface BodyState extends Pose {
  readonly linearVelocity: Vec3;
  readonly angularVelocity: Vec3;
}

/** Ground truth after one control step. */
export interface WorldState {
  readonly timeSec: number;
  readonly bodies: Readonly<Record<string, BodyState>>;
  readonly jointsRad: readonly number[];
  readonly tcp: Pose;
  readonly gripperOpening: number;
  /** Pairs of names in contact: bodies, `table`, `floor`, `gripper`, `arm`. */
  readonly contacts: readonly (readonly [string, string])[];
}

// --------------------------------------------------------------------------------------------------------------- acting

export type ActionMode = 'joint_position' | 'joint_delta' | 'ee_pose' | 'ee_delta';

/** `data` is row-major [count, dim]; the last column is the gripper opening in [0, 1] (1 open). */
export interface ActionBlock {
  readonly mode: ActionMode;
  readonly count: number;
  readonly dim: number;
  readonly data: Float64Array;
}

// ------------------------------------------------------------------------------------------------------------ simulators

export interface SimulatorInfo {
  readonly name: string;
  readonly version: string;
  readonly bridgeVersion: string;
  readonly renderer: string;
  readonly deterministic: boolean;
  readonly slots: number;
  /** Can say what a scene looks like, for the harness to draw it. */
  readonly visuals: boolean;
  /** `models/soup_can`, `robots/panda`, `textures/oak` -> sha256 of the file. */
  readonly assets: Readonly<Record<string, string>>;
  /** Factors the simulator can apply; see `FACTORS`. */
  readonly factors: readonly string[];
  readonly actionModes: readonly ActionMode[];
  readonly limits: { readonly maxImagePx: number; readonly maxChunk: number };
}

export interface SettleReport {
  readonly steps: number;
  /** How far each body moved from where it was put until the episode starts. */
  readonly motionM: Readonly<Record<string, number>>;
  readonly tiltRad: Readonly<Record<string, number>>;
}

export interface SimulatorReset {
  /** Read from the simulator after the build, in the shape of the scene that was asked for. */
  readonly readBack: SceneSpec;
  readonly stateHash: string;
  /** Bodies, then `table`, `floor`, `gripper`, `arm`, then zones: the index space of contacts and segmentation. */
  readonly names: readonly string[];
  readonly worldState: WorldState;
  readonly settle: SettleReport;
  readonly reading: SensorReading;
}

export interface SimulatorStep {
  /** One per control step of the chunk. */
  readonly worldStates: readonly WorldState[];
  readonly stateHash: string;
  readonly reading: SensorReading;
}

/** One world behind one connection. A call that rejects leaves the simulator unusable: dispose of it and open another. */
export interface Simulator {
  readonly info: SimulatorInfo;
  reset(scene: SceneSpec, seed: number, observe: ObserveRequest): Promise<SimulatorReset>;
  step(actions: ActionBlock, observe: ObserveRequest): Promise<SimulatorStep>;
  observe(observe: ObserveRequest): Promise<SensorReading>;
  close(): Promise<void>;
}

// --------------------------------------------------------------------------------------------------------------- tasks

export type TaskKind = 'pick' | 'pick_and_place' | 'move_to_region' | 'pick_absent';

/** What an instruction asks for, resolved to names of the scene; only privileged policies may see it. */
export interface Intent {
  readonly task: TaskKind | 'nothing';
  readonly target: string | null;
  /** A receptacle body or a zone. */
  readonly goal: string | null;
}

/** What a policy may say when it stops by itself. */
export type Declaration = 'done' | 'target_absent';

export type Predicate = { readonly holdSec?: number } & (
  | { readonly all: readonly Predicate[] }
  | { readonly any: readonly Predicate[] }
  | { readonly not: Predicate }
  | { readonly inside: readonly [body: string, receptacle: string] }
  | { readonly on: readonly [body: string, support: string] }
  | { readonly inZone: readonly [body: string, zone: string] }
  | { readonly lifted: string; readonly byM?: number }
  | { readonly released: string }
  | { readonly atRest: string }
  | { readonly undisturbed: string }
  | { readonly declared: Declaration }
);

// ---------------------------------------------------------------------------------------------------------------- plan

/** How a factor can reach a policy. */
export type Channel = 'scene' | 'image' | 'language' | 'dynamics';

/** A parameter of the scene that a condition changes against nominal on the same replicate: the thing to prove. */
export interface PlannedChange {
  /** Dot path into SceneSpec with body, camera and zone names in place of indices: `bodies.target.color`. */
  readonly path: string;
  readonly value: unknown;
}

export interface OcclusionSpec {
  readonly camera: string;
  readonly body: string;
  /** Fraction of the body to be hidden. */
  readonly fraction: number;
  readonly tolerance: number;
}

/** One planned episode; complete before the first one starts. */
export interface EpisodeSpec {
  readonly episodeId: string;
  readonly scenarioId: string;
  readonly conditionId: string;
  /** Empty for nominal, several for a declared pair. */
  readonly assignments: readonly { readonly factor: string; readonly level: string }[];
  readonly channels: readonly Channel[];
  /** A negative control: success by the nominal goal is not what its instruction asks for. */
  readonly control: boolean;
  readonly replicate: number;
  readonly seed: number;
  readonly scene: SceneSpec;
  /** Scene of the nominal episode of the same replicate, by id; null when this is it. */
  readonly nominalEpisodeId: string | null;
  readonly changes: readonly PlannedChange[];
  readonly occlusion: OcclusionSpec | null;
  readonly instruction: string;
  readonly intent: Intent;
  readonly task: TaskKind;
  readonly success: Predicate;
  readonly maxSteps: number;
  /** An action reaches the robot this many control steps after it was asked for. */
  readonly latencySteps: number;
  /** sha256 of all that defines the episode (canonical JSON). */
  readonly digest: string;
}

// --------------------------------------------------------------------------------------------------------------- policy

export interface PolicyCamera {
  readonly name: string;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly depth?: boolean;
  readonly segmentation?: boolean;
  /** `first`: only in the observation after reset; `each`: whenever the policy is asked. */
  readonly when: 'first' | 'each';
}

/** What a policy needs and gives; checked against the simulator before the first episode. */
export interface PolicySpec {
  readonly name: string;
  /** Another fingerprint is another policy: options, model hash, server metadata. */
  readonly fingerprint: string;
  /** Gets the world state and the intent; said so wherever its numbers are shown. */
  readonly privileged: boolean;
  readonly language: boolean;
  readonly cameras: readonly PolicyCamera[];
  readonly state: readonly StateKey[];
  readonly mode: ActionMode;
  /** Actions applied before it is asked again; 0 means all that it answers. */
  readonly executionHorizon: number;
}

export interface PolicyContext {
  readonly episodeId: string;
  readonly seed: number;
  readonly instruction: string;
  readonly controlHz: number;
  readonly maxSteps: number;
  readonly robot: string;
  readonly privileged: { readonly scene: SceneSpec; readonly intent: Intent } | null;
}

export interface Observation {
  /** Control steps done so far. */
  readonly step: number;
  readonly timeSec: number;
  readonly instruction: string;
  readonly reading: SensorReading;
  /** Only for a privileged policy. */
  readonly worldState: WorldState | null;
}

/** What a policy asked of a model and what came back; kept in the trace. Image coordinates are fractions, y down. */
export interface PolicyQuery {
  readonly kind: 'affordance' | 'trajectory';
  /** What was asked for: the thing to be moved, also where it is left out, or the place it goes to. */
  readonly about?: 'target' | 'goal';
  readonly camera: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** sha256 of the RGB bytes of the picture. */
  readonly imageHash: string;
  readonly prompt: string;
  /** As it came, at most 64 KiB of it. */
  readonly answer: string;
  /** (x, y) is the centre. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number } | null;
  readonly trajectory: readonly (readonly [x: number, y: number])[] | null;
  readonly absent: boolean;
  readonly wellFormed: boolean;
  /** Why the answer points nowhere, in one line. */
  readonly problem: string | null;
  readonly usage: { readonly promptTokens: number; readonly answerTokens: number; readonly cost: number | null } | null;
  /** The steps that led to motion, for a person: `box -> 3-D grasp at ...`. */
  readonly notes: readonly string[];
}

export interface ActionChunk {
  /** Rows of the policy's mode; anything malformed is the policy's failure, so this is what came, unchecked. */
  readonly actions: readonly (readonly number[])[];
  /** Ends the episode after the actions; what the policy says about it. */
  readonly declares?: Declaration;
  readonly stage?: string;
  /** The policy's own words, kept in the trace. */
  readonly text?: string;
  /** The question behind the chunk, where a model was asked for it. */
  readonly query?: PolicyQuery;
  /** The policy cannot go on: what it was told points nowhere. Ends the episode as its failure. */
  readonly gaveUp?: 'unparseable' | 'unreachable';
  /** The next observation needs no pictures: none is drawn for it. */
  readonly blind?: boolean;
}

export interface Policy {
  readonly spec: PolicySpec;
  reset(context: PolicyContext): Promise<void>;
  act(observation: Observation): Promise<ActionChunk>;
  /** The instruction exactly as it went over the wire in this episode; null when none was sent. */
  instructionSent(): string | null;
  close(): Promise<void>;
}

// -------------------------------------------------------------------------------------------------------------- records

export type Outcome = 'success' | 'failure' | 'infra_error' | 'invalid';

export type EvidenceStatus = 'nominal' | 'applied' | 'not_applied' | 'unsupported';

export interface Evidence {
  readonly status: EvidenceStatus;
  readonly details: readonly {
    readonly path: string;
    readonly asked: unknown;
    readonly got: unknown;
    readonly ok: boolean;
  }[];
  /** Base64 of the 16x16 RGB signature of the first policy image, if there was one. */
  readonly signature: string | null;
}

/** How far an episode came, from the ground truth; see `harness/success/milestones.ts`. */
export interface Milestone {
  readonly name: 'reached' | 'grasped' | 'lifted' | 'transported' | 'placed' | 'released' | 'wrong_object';
  /** Control steps done. */
  readonly step: number;
}

/** One attempt: one line of `episodes.jsonl`. */
export interface EpisodeRecord {
  readonly schemaVersion: 1;
  readonly episodeId: string;
  readonly scenarioId: string;
  readonly conditionId: string;
  readonly factor: string | null;
  readonly level: string | null;
  readonly replicate: number;
  readonly seed: number;
  readonly attempt: number;
  readonly outcome: Outcome;
  /** Why it ended: success, max_steps, fell, declared, invalid_action, policy_timeout, ..., or an error code. */
  readonly end: string;
  readonly steps: number;
  readonly simTimeSec: number;
  readonly wallTimeSec: number;
  readonly startedAt: string;
  readonly worker: number;
  readonly instructionSent: string | null;
  readonly digest: string;
  readonly initialStateHash: string | null;
  readonly finalStateHash: string | null;
  readonly evidence: Evidence;
  /** As the policy calls them. */
  readonly stages: readonly { readonly name: string; readonly step: number }[];
  /** Absent in records of before there were any. */
  readonly milestones?: readonly Milestone[] | undefined;
  readonly policyCalls: number;
  readonly framesRendered: number;
  readonly inferenceMs: readonly number[];
  /** Greatest number of control steps from the observation that an action answers until it reached the robot. */
  readonly actionAgeSteps: number;
  readonly error: { readonly code: string; readonly message: string } | null;
}
