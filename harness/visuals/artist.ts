/** Draws the cameras of one episode's scene. */
import { HarnessError } from '../errors.ts';
import { eyeOf } from '../render/eye.ts';
import type { Frame, FrameRequest, Stage } from '../render/frame.ts';
import { focalLengthPx } from '../render/lens.ts';
import { addNoise } from '../render/noise.ts';
import type { FramePoses } from '../render/visuals.ts';
import type { CameraImage, CameraRequest, CameraSpec, SceneSpec } from '../types.ts';
import type { FrameSource } from './frame-source.ts';

export class Artist {
  readonly #stage: Stage;
  readonly #cameras: readonly CameraSpec[];
  readonly #noiseStd: number;
  readonly #seed: number;
  readonly #antialias: 1 | 2;
  readonly #frames: FrameSource;

  constructor(stage: Stage, scene: SceneSpec, seed: number, antialias: 1 | 2, frames: FrameSource) {
    this.#stage = stage;
    this.#cameras = scene.cameras;
    this.#noiseStd = scene.sensorNoiseStd;
    this.#seed = seed;
    this.#antialias = antialias;
    this.#frames = frames;
  }

  /** What pictures are drawn with, in the words of a scene: their part of the read-back. */
  readBack(): Pick<SceneSpec, 'light' | 'background' | 'cameras' | 'sensorNoiseStd'> {
    const { light, background } = this.#stage;
    return { light, background, cameras: this.#cameras, sensorNoiseStd: this.#noiseStd };
  }

  /** @throws HarnessError E_OBSERVE for a camera that the scene has not */
  async draw(asked: readonly CameraRequest[], poses: FramePoses, step: number): Promise<Record<string, CameraImage>> {
    const requests = asked.map((camera) => this.#requestOf(camera, poses));
    const frames = await this.#frames.draw(requests, poses);
    const images = asked.map(({ name }, i) => [name, this.#image(name, frames[i]!, requests[i]!, step)] as const);
    return Object.fromEntries(images);
  }

  #requestOf({ name, widthPx, heightPx, depth, segmentation }: CameraRequest, poses: FramePoses): FrameRequest {
    const eye = eyeOf(this.#camera(name), this.#stage.visuals, poses);
    const wanted = { depth: depth ?? false, segmentation: segmentation ?? false };
    return { eye, widthPx, heightPx, ...wanted, antialias: this.#antialias };
  }

  #camera(name: string): CameraSpec {
    const camera = this.#cameras.find((each) => each.name === name);
    if (camera) return camera;
    const known = this.#cameras.map((each) => each.name).join(', ');
    throw new HarnessError('E_OBSERVE', `camera: expected one of ${known}, got '${name}'`);
  }

  #image(name: string, frame: Frame, { eye, widthPx, heightPx }: FrameRequest, step: number): CameraImage {
    const { rgb, depthM, segmentation } = frame;
    const camera = this.#cameras.findIndex((each) => each.name === name);
    if (this.#noiseStd > 0) addNoise(rgb, this.#noiseStd, [this.#seed, step, camera]);
    const focalPx = focalLengthPx(eye.fovYRad, heightPx);
    return {
      widthPx,
      heightPx,
      rgb,
      ...(depthM && { depthM }),
      ...(segmentation && { segmentation }),
      intrinsics: [focalPx, focalPx, widthPx / 2, heightPx / 2],
      pose: eye.pose,
    };
  }
}
