import type { PictureKind } from '../../replay/picture.ts';
import type { Shot } from '../../replay/playback-artist.ts';
import type { CameraSpec } from '../../types.ts';
import { eyeOnOrbit, type Orbit } from './orbit.ts';

/** Not a name that a scene's camera can have: names there are words. */
export const ORBIT = ':orbit';

/** What is looked at, beside the step. */
export interface ViewState {
  /** Name of a camera of the scene, or `ORBIT`. */
  readonly camera: string;
  readonly orbit: Orbit;
  readonly kind: PictureKind;
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Colours are smoothed; names and distances have nothing in between. */
export function shotOf(
  { camera, orbit, kind, widthPx, heightPx }: ViewState,
  cameras: readonly CameraSpec[],
  antialias: 1 | 2,
): Shot {
  const from = cameras.find(({ name }) => name === camera) ?? eyeOnOrbit(orbit);
  return { from, kind, widthPx, heightPx, antialias: kind === 'rgb' ? antialias : 1 };
}
