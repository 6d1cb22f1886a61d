/** A simulator whose scenes the harness draws: it is asked for poses, and the pictures are made here. */
import type {
  ActionBlock,
  ObserveRequest,
  SceneSpec,
  SensorReading,
  Simulator,
  SimulatorInfo,
  SimulatorReset,
  SimulatorStep,
} from '../types.ts';
import { Artist } from './artist.ts';
import { rendererName } from './choice.ts';
import type { FrameSource } from './frame-source.ts';
import { type LoadedVisuals, loadVisuals, type VisualsSource } from './load.ts';
import type { AssetStore } from './store.ts';

/** Factors that act on pictures alone: whoever draws applies them. */
const DRAWN_FACTORS = ['lighting', 'camera', 'texture', 'noise'];

export type DescribingSimulator = Simulator & VisualsSource;

export interface Studio {
  readonly store: AssetStore;
  /** Null where the simulator draws: then scenes are only described, for replays. */
  readonly frames: FrameSource | null;
  readonly antialias: 1 | 2;
}

export class DrawnSimulator implements Simulator {
  readonly info: SimulatorInfo;
  readonly #simulator: DescribingSimulator;
  readonly #studio: Studio;
  #look: LoadedVisuals | null = null;
  #artist: Artist | null = null;
  #step = 0;

  constructor(simulator: DescribingSimulator, studio: Studio) {
    const { info } = simulator;
    const drawn = {
      renderer: rendererName(studio.antialias),
      factors: [...new Set([...info.factors, ...DRAWN_FACTORS])],
    };
    this.info = studio.frames ? { ...info, ...drawn } : info;
    this.#simulator = simulator;
    this.#studio = studio;
  }

  /** What the scene that was built last looks like; null before the first. */
  get look(): LoadedVisuals | null {
    return this.#look;
  }

  async reset(scene: SceneSpec, seed: number, observe: ObserveRequest): Promise<SimulatorReset> {
    this.#step = 0;
    const reset = await this.#simulator.reset(scene, seed, this.#passedOn(observe));
    this.#look = await loadVisuals(this.#simulator, this.#studio.store);
    const { frames, antialias } = this.#studio;
    if (!frames) return reset;
    const { light, background } = scene;
    const stage = { ...this.#look, names: reset.names, light, background };
    await frames.show(stage);
    this.#artist = new Artist(stage, scene, seed, antialias, frames);
    const readBack = { ...reset.readBack, ...this.#artist.readBack() };
    return { ...reset, readBack, reading: await this.#drawn(reset.reading, observe) };
  }

  async step(actions: ActionBlock, observe: ObserveRequest): Promise<SimulatorStep> {
    const done = await this.#simulator.step(actions, this.#passedOn(observe));
    this.#step += actions.count;
    return { ...done, reading: await this.#drawn(done.reading, observe) };
  }

  async observe(observe: ObserveRequest): Promise<SensorReading> {
    return this.#drawn(await this.#simulator.observe(this.#passedOn(observe)), observe);
  }

  async close(): Promise<void> {
    await this.#simulator.close();
    await this.#studio.frames?.close();
  }

  /** Poses in place of pictures, and only where there is something to draw. */
  #passedOn(observe: ObserveRequest): ObserveRequest {
    if (!this.#studio.frames || observe.cameras.length === 0) return observe;
    return { ...observe, cameras: [], poses: true };
  }

  async #drawn(reading: SensorReading, { cameras: asked }: ObserveRequest): Promise<SensorReading> {
    if (!this.#artist || asked.length === 0) return reading;
    const cameras = await this.#artist.draw(asked, reading.poses!, this.#step);
    return { ...reading, cameras, framesRendered: reading.framesRendered + asked.length };
  }
}

/** What the scene of an episode looked like; null where the simulator does not tell. */
export const lookOf = (simulator: Simulator): LoadedVisuals | null =>
  simulator instanceof DrawnSimulator ? simulator.look : null;
