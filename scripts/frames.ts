/**
 * `npm run frames`: writes test/golden/frames.json anew, after a change that is meant to change pictures. Raise
 * RENDERER_VERSION with it. `-- --look` also records the look of the smoke scene again; `-- --sheet <file>` shows all.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { loadLibrary } from '../harness/library/load.ts';
import { NO_SIMULATOR } from '../harness/plan/digest.ts';
import { plan } from '../harness/plan/plan.ts';
import { EVERYTHING } from '../harness/plan/select.ts';
import { compose, poseAt, posesOf } from '../harness/render/poses.ts';
import { RENDERER_VERSION } from '../harness/render/version.ts';
import { loadSuite } from '../harness/scenario/suite.ts';
import { simulatorHost } from '../harness/simulator/simulators.ts';
import type { CameraSpec } from '../harness/types.ts';
import { loadVisuals } from '../harness/visuals/load.ts';
import { AssetStore } from '../harness/visuals/store.ts';
import { drawScene } from '../test/builders/draw-scene.ts';
import { GOLDEN_FILE, type GoldenFrames, hashesOf } from '../test/builders/frame-hashes.ts';
import { frameScenes, LOOK_FILE, type RecordedLook } from '../test/builders/frame-scenes.ts';
import { frozen } from '../test/builders/portable.ts';
import { randomMotion } from './compare/scenes.ts';
import { contactSheet } from './gallery/sheet.ts';

const { values } = parseArgs({ options: { look: { type: 'boolean', default: false }, sheet: { type: 'string' } } });

if (values.look) writeFileSync(LOOK_FILE, gzipSync(frozen(await smokeLook()), { level: 9 }));
const drawn = frameScenes().map((scene) => ({ name: scene.name, frame: drawScene(scene) }));
const frames = Object.fromEntries(drawn.map(({ name, frame }) => [name, hashesOf(frame)]));
const golden: GoldenFrames = { rendererVersion: RENDERER_VERSION, frames };
writeFileSync(GOLDEN_FILE, `${JSON.stringify(golden, null, 2)}\n`);
process.stdout.write(`${GOLDEN_FILE}: ${drawn.length} frames of renderer ${RENDERER_VERSION}\n`);
if (values.sheet) {
  const pose = { position: [0, 0, 0], quaternion: [0, 0, 0, 1] } as const;
  const tiles = drawn.map(({ name, frame: { depthM: _, segmentation: __, ...image } }) => {
    return { image: { ...image, intrinsics: [1, 1, 0, 0] as const, pose }, caption: [name] };
  });
  writeFileSync(values.sheet, await contactSheet(tiles, 5));
}

async function smokeLook(): Promise<RecordedLook> {
  const library = loadLibrary();
  const { episodes } = plan(loadSuite('smoke', library).scenarios, {
    ...EVERYTHING,
    library,
    runSeed: 0,
    context: NO_SIMULATOR,
    episodes: 1,
  });
  const { scene, seed } = episodes[0]!;
  const host = simulatorHost('pybullet');
  try {
    const simulator = await host.open();
    const blind = { cameras: [], state: [] };
    const { names, worldState } = await simulator.reset(scene, seed, blind);
    const look = await loadVisuals(simulator, new AssetStore());
    const { worldStates } = await simulator.step(randomMotion(1, 8), blind);
    const poses = [worldState, worldStates.at(-1)!].map((state) => posesOf(look.visuals, state));
    const eyes = Object.fromEntries(
      scene.cameras.map(({ name, mount, position, quaternion, ...lens }: CameraSpec) => {
        const pose = { position, quaternion };
        const hand = mount === 'hand' ? compose(poseAt(poses[1]!, look.visuals.handFrame), pose) : pose;
        return [mount === 'hand' ? 'hand' : name, { pose: hand, ...lens }];
      }),
    );
    return { stage: { ...look, names, light: scene.light, background: scene.background }, eyes, poses };
  } finally {
    await host.dispose();
  }
}
