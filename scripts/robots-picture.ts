/** `npx tsx scripts/robots-picture.ts <file>`: every robot in the same scene, side by side, for the README. */
import { writeFile } from 'node:fs/promises';
import { drawnHosts } from '../harness/commands/hosts.ts';
import { lookingAt } from '../harness/library/camera.ts';
import { loadLibrary } from '../harness/library/load.ts';
import { NO_SIMULATOR } from '../harness/plan/digest.ts';
import { plan } from '../harness/plan/plan.ts';
import { EVERYTHING } from '../harness/plan/select.ts';
import { loadSuite } from '../harness/scenario/suite.ts';
import type { Simulator } from '../harness/types.ts';
import { contactSheet, type Tile } from './gallery/sheet.ts';

const SIZE_PX = { widthPx: 300, heightPx: 300 };
const BESIDE = lookingAt('beside', 'world', {
  eyeM: [1.05, 0.95, 0.75],
  targetM: [0.22, 0, 0.33],
  up: [0, 0, 1],
  fovYDeg: 48,
  nearM: 0.01,
  farM: 8,
});

const library = loadLibrary();

async function tileOf(robot: string, simulator: Simulator): Promise<Tile> {
  const { scenarios } = loadSuite('smoke', library, robot);
  const once = {
    ...EVERYTHING,
    scenarios: ['pick_and_place'],
    library,
    runSeed: 0,
    context: NO_SIMULATOR,
    episodes: 1,
  };
  const { scene, seed } = plan(scenarios, once).episodes[0]!;
  const light = { ...scene.light, shadow: true };
  const seen = { ...scene, light, cameras: [...scene.cameras, BESIDE] };
  const { reading } = await simulator.reset(seen, seed, { cameras: [{ name: 'beside', ...SIZE_PX }], state: [] });
  return { image: reading.cameras.beside!, caption: [`--robot ${robot}`] };
}

const [host] = drawnHosts({ simulator: 'pybullet', renderer: 'harness?antialias=2' }, 1);
try {
  const simulator = await host!.open();
  const tiles: Tile[] = [];
  for (const robot of ['panda', 'ur5e', 'piper']) tiles.push(await tileOf(robot, simulator));
  await writeFile(process.argv[2] ?? 'robots.png', await contactSheet(tiles, tiles.length));
} finally {
  await host!.dispose();
}
