/** What can be asked of a simulator to see, and what comes back. */
import type { Pose } from './geometry.ts';

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
