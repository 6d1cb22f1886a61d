/** The same moment of the same world, drawn by the simulator and by the harness. */
import type { Library } from '../../harness/library/library.ts';
import { simulatorHost } from '../../harness/simulator/simulators.ts';
import type { CameraImage, CameraRequest, ObserveRequest } from '../../harness/types.ts';
import { DrawnSimulator } from '../../harness/visuals/drawn-simulator.ts';
import { LocalFrameSource } from '../../harness/visuals/frame-source.ts';
import type { AssetStore } from '../../harness/visuals/store.ts';
import { type Agreement, agreement } from './agreement.ts';
import { CAMERAS, randomMotion, randomScene } from './scenes.ts';

export interface Pair extends Agreement {
  readonly scene: number;
  readonly camera: string;
  readonly simulator: CameraImage;
  readonly harness: CameraImage;
}

export interface PairsOptions {
  readonly library: Library;
  /** Seeds of the scenes. */
  readonly scenes: readonly number[];
  readonly widthPx: number;
  readonly heightPx: number;
  readonly store: AssetStore;
}

const STEPS = 6;

/** Every camera of every scene, after some motion, through one bridge. */
export async function* pairs({ library, scenes, widthPx, heightPx, store }: PairsOptions): AsyncGenerator<Pair> {
  const cameras = CAMERAS.map((name): CameraRequest => ({ name, widthPx, heightPx, depth: true, segmentation: true }));
  const observe: ObserveRequest = { cameras, state: [] };
  const host = simulatorHost('pybullet');
  try {
    const simulator = await host.open();
    const drawn = new DrawnSimulator(simulator, { store, frames: new LocalFrameSource(), antialias: 1 });
    for (const scene of scenes) {
      await drawn.reset(randomScene(library, scene), scene, { cameras: [], state: [] });
      const { reading: ours } = await drawn.step(randomMotion(scene, STEPS), observe);
      const theirs = await simulator.observe(observe);
      for (const camera of CAMERAS) {
        const [a, b] = [theirs.cameras[camera]!, ours.cameras[camera]!];
        yield { scene, camera, simulator: a, harness: b, ...agreement(a, b) };
      }
    }
  } finally {
    await host.dispose();
  }
}
