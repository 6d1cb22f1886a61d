/** Everything a bridge needs to build a world. */
import type { Pose, Rgb, Vec3 } from './geometry.ts';

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

/**
 * A world that a simulator brings along, by name: the task of another harness's suite. Hashes are sha256 in hex, over what the
 * simulator's own package holds.
 */
export interface ForeignWorld {
  /** The simulator that has it. */
  readonly simulator: string;
  readonly suite: string;
  readonly task: string;
  /** The suite whose initial states of this task are loaded. */
  readonly statesOf: string;
  readonly initialState: number;
  /** Control steps in which nothing is done, for the scene to come to rest. */
  readonly waitSteps: number;
  /** Of the file that defines the task. */
  readonly definition: string;
  /** Of what the definition puts into the scene, and of what it asks for. */
  readonly parts: { readonly scene: string; readonly goal: string };
  /** Both texts that may be meant by "the instruction": that of the task's name and that of its definition. */
  readonly texts: { readonly ofName: string; readonly ofDefinition: string };
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
  /** Then the rest says nothing but the robot and the rates: the world is the simulator's own, in its own world frame. */
  readonly foreign?: ForeignWorld | undefined;
}
