import type { ObserveRequest, SceneSpec, SensorReading } from '../types.ts';
import { Artist } from './artist.ts';
import type { FrameSource } from './frame-source.ts';
import { type LoadedVisuals, loadVisuals, type VisualsSource } from './load.ts';
import type { AssetStore } from './store.ts';

/** What draws the episodes of one simulator. */
export interface Studio {
  readonly store: AssetStore;
  readonly frames: FrameSource;
  readonly antialias: 1 | 2;
}

export interface BuiltScene {
  readonly scene: SceneSpec;
  readonly seed: number;
  /** Index space of segmentation. */
  readonly names: readonly string[];
}

/** Pictures of one episode. What the scene looks like is asked for when the first of them is drawn, or somebody asks. */
export class DrawnEpisode {
  /** Control steps done. */
  step = 0;
  readonly #source: VisualsSource;
  readonly #studio: Studio;
  readonly #built: BuiltScene;
  #look: Promise<LoadedVisuals> | null = null;
  #artist: Artist | null = null;

  constructor(source: VisualsSource, studio: Studio, built: BuiltScene) {
    this.#source = source;
    this.#studio = studio;
    this.#built = built;
  }

  look(): Promise<LoadedVisuals> {
    this.#look ??= loadVisuals(this.#source, this.#studio.store);
    return this.#look;
  }

  /** The parameters that act on pictures alone, from what draws them; nothing where nothing was drawn. */
  readBack(): Partial<SceneSpec> {
    return this.#artist?.readBack() ?? {};
  }

  /** The reading with the pictures that were asked for. */
  async drawn(reading: SensorReading, { cameras: asked }: ObserveRequest): Promise<SensorReading> {
    if (asked.length === 0) return reading;
    const artist = this.#artist ?? (await this.#begin());
    const cameras = await artist.draw(asked, reading.poses!, this.step);
    return { ...reading, cameras, framesRendered: reading.framesRendered + asked.length };
  }

  async #begin(): Promise<Artist> {
    const { frames, antialias } = this.#studio;
    const { scene, seed, names } = this.#built;
    const { light, background } = scene;
    const stage = { ...(await this.look()), names, light, background };
    await frames.show(stage);
    this.#artist = new Artist(stage, scene, seed, antialias, frames);
    return this.#artist;
  }
}
