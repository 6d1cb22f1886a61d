/** Pictures of a recorded episode; runs in browsers too. */
import { eyeOf } from '../render/eye.ts';
import type { Eye, Frame, FrameRequest } from '../render/frame.ts';
import { posesOf } from '../render/poses.ts';
import { Renderer } from '../render/renderer.ts';
import type { FramePoses } from '../render/visuals.ts';
import type { CameraSpec } from '../types.ts';
import { type Picture, type PictureKind, pictureOf } from './picture.ts';
import type { Playback } from './playback.ts';

export interface Shot extends Pick<FrameRequest, 'widthPx' | 'heightPx' | 'antialias'> {
  /** One of the scene's, or where somebody has put their own. */
  readonly from: CameraSpec | Eye;
  readonly kind: PictureKind;
}

export interface Drawn {
  readonly eye: Eye;
  readonly frame: Frame;
  readonly picture: Picture;
}

/** Draws states of one episode, in any order. */
export class PlaybackArtist {
  readonly playback: Playback;
  private readonly renderer: Renderer;

  constructor(playback: Playback) {
    this.playback = playback;
    this.renderer = new Renderer(playback.stage);
  }

  /** @param step control steps done: 0 is the state after reset */
  draw(step: number, shot: Shot): Drawn {
    const poses = this.posesAt(step);
    const eye = this.eyeAt(shot.from, poses);
    const { widthPx, heightPx, antialias, kind } = shot;
    const wanted = { depth: kind === 'depth', segmentation: kind === 'segmentation' };
    const frame = this.renderer.draw({ eye, widthPx, heightPx, antialias, ...wanted }, poses);
    return { eye, frame, picture: pictureOf(frame, kind, eye.farM, this.playback.stage.names) };
  }

  posesAt(step: number): FramePoses {
    return posesOf(this.playback.stage.visuals, this.playback.states[step]!);
  }

  eyeAt(from: Shot['from'], poses: FramePoses): Eye {
    return 'mount' in from ? eyeOf(from, this.playback.stage.visuals, poses) : from;
  }
}
