import { HarnessError } from '../errors.ts';
import { didYouMean, listed } from '../suggest.ts';
import type { CameraSpec } from '../types.ts';
import type { Picture, PictureKind } from './picture.ts';
import type { Playback } from './playback.ts';
import { PlaybackArtist } from './playback-artist.ts';

export interface FilmRequest {
  readonly camera: string;
  readonly widthPx: number;
  readonly heightPx: number;
  /** Control steps from one picture to the next. */
  readonly stride: number;
  readonly kind: PictureKind;
}

/** Every `stride`-th state and the last, from the recorded states alone. */
export function film(playback: Playback, request: FilmRequest): Picture[] {
  const { widthPx, heightPx, kind, stride } = request;
  const from = cameraNamed(playback.cameras, request.camera);
  const artist = new PlaybackArtist(playback);
  const last = playback.states.length - 1;
  const steps = Array.from({ length: Math.ceil(last / stride) + 1 }, (_, i) => Math.min(i * stride, last));
  return steps.map((step) => artist.draw(step, { from, widthPx, heightPx, kind, antialias: 2 }).picture);
}

/** @throws HarnessError E_USAGE for a camera that the scene has not */
export function cameraNamed(cameras: readonly CameraSpec[], name: string): CameraSpec {
  const found = cameras.find((each) => each.name === name);
  if (found) return found;
  const known = cameras.map((each) => each.name);
  throw new HarnessError('E_USAGE', `unknown camera '${name}': expected one of ${listed(known)}`, {
    hint: didYouMean(name, known),
  });
}
