/** Places, directions and colours. */
export type Vec3 = readonly [x: number, y: number, z: number];
export type Quat = readonly [x: number, y: number, z: number, w: number];
/** Linear RGB-ish colour as the renderer takes it, each channel in [0, 1]. */
export type Rgb = readonly [r: number, g: number, b: number];

export interface Pose {
  readonly position: Vec3;
  readonly quaternion: Quat;
}
