/** One world behind one connection. */
import type { ActionBlock, ActionMode } from './acting.ts';
import type { ObserveRequest, SensorReading } from './observing.ts';
import type { SceneSpec } from './scene.ts';
import type { WorldState } from './world-state.ts';

export interface SimulatorInfo {
  readonly name: string;
  readonly version: string;
  readonly bridgeVersion: string;
  readonly renderer: string;
  readonly deterministic: boolean;
  readonly slots: number;
  /** Can say what a scene looks like, for the harness to draw it. */
  readonly visuals: boolean;
  /** Loads worlds that it brings along, and builds none of ours; absent is false. */
  readonly foreign?: boolean | undefined;
  /** `models/soup_can`, `robots/panda`, `textures/oak` -> sha256 of the file; a robot's also covers its URDF and meshes. */
  readonly assets: Readonly<Record<string, string>>;
  /** Factors the simulator can apply; see `FACTORS`. */
  readonly factors: readonly string[];
  readonly actionModes: readonly ActionMode[];
  readonly limits: { readonly maxImagePx: number; readonly maxChunk: number };
}

export interface SettleReport {
  readonly steps: number;
  /** How far each body moved from where it was put until the episode starts; in a foreign world sideways, and upwards beyond 5 cm. */
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
