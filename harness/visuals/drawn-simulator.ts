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
import { rendererName } from './choice.ts';
import { DrawnEpisode, type Studio } from './drawn-episode.ts';
import type { LoadedVisuals, VisualsSource } from './load.ts';

/** Factors that act on pictures alone: whoever draws applies them. */
const DRAWN_FACTORS = ['lighting', 'camera', 'texture', 'noise'];

export type DescribingSimulator = Simulator & VisualsSource;

export class DrawnSimulator implements Simulator {
  readonly info: SimulatorInfo;
  readonly #simulator: DescribingSimulator;
  readonly #studio: Studio;
  #episode: DrawnEpisode | null = null;

  constructor(simulator: DescribingSimulator, studio: Studio) {
    const { info } = simulator;
    const factors = [...new Set([...info.factors, ...DRAWN_FACTORS])];
    this.info = { ...info, renderer: rendererName(studio.antialias), factors };
    this.#simulator = simulator;
    this.#studio = studio;
  }

  /** What the scene that was built last looks like. */
  look(): Promise<LoadedVisuals> {
    if (!this.#episode) throw new Error('a look was asked for before a scene');
    return this.#episode.look();
  }

  async reset(scene: SceneSpec, seed: number, observe: ObserveRequest): Promise<SimulatorReset> {
    this.#episode = null;
    const reset = await this.#simulator.reset(scene, seed, passedOn(observe));
    const episode = new DrawnEpisode(this.#simulator, this.#studio, { scene, seed, names: reset.names });
    this.#episode = episode;
    const reading = await episode.drawn(reset.reading, observe);
    return { ...reset, readBack: { ...reset.readBack, ...episode.readBack() }, reading };
  }

  async step(actions: ActionBlock, observe: ObserveRequest): Promise<SimulatorStep> {
    const done = await this.#simulator.step(actions, passedOn(observe));
    this.#episode!.step += actions.count;
    return { ...done, reading: await this.#episode!.drawn(done.reading, observe) };
  }

  async observe(observe: ObserveRequest): Promise<SensorReading> {
    return this.#episode!.drawn(await this.#simulator.observe(passedOn(observe)), observe);
  }

  async close(): Promise<void> {
    await this.#simulator.close();
    await this.#studio.frames.close();
  }
}

/** Poses in place of pictures, and only where there is something to draw. */
function passedOn(observe: ObserveRequest): ObserveRequest {
  return observe.cameras.length === 0 ? observe : { ...observe, cameras: [], poses: true };
}
