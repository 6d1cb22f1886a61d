/**
 * `npm run gallery -- --suite ood --out <folder>`: the first scene of every condition, and several nominal ones, as policies see
 * them, on contact sheets. Look at them before a scenario, a model, a look or a factor is committed.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawnHosts } from '../../harness/commands/hosts.ts';
import { loadLibrary } from '../../harness/library/load.ts';
import { NO_SIMULATOR } from '../../harness/plan/digest.ts';
import { plan } from '../../harness/plan/plan.ts';
import { EVERYTHING } from '../../harness/plan/select.ts';
import { loadSuite } from '../../harness/scenario/suite.ts';
import type { SimulatorHost } from '../../harness/simulator/host.ts';
import type { Simulator } from '../../harness/types.ts';
import { contactSheet, type Tile } from './sheet.ts';
import { factorSheets, looksSheet, modelsSheet, nominalSheets, type Subject } from './subjects.ts';

const { values } = parseArgs({
  options: {
    suite: { type: 'string', default: 'ood' },
    out: { type: 'string', default: 'gallery' },
    robot: { type: 'string' },
    simulator: { type: 'string', default: 'pybullet' },
    renderer: { type: 'string' },
    seed: { type: 'string', default: '0' },
    size: { type: 'string', default: '256' },
    replicates: { type: 'string', default: '8' },
  },
});

async function tileOf(subject: Subject, simulator: Simulator, sizePx: number): Promise<Tile> {
  const { scene, seed, camera, occlusion, caption } = subject;
  const { reading } = await simulator.reset(scene, seed, {
    cameras: [{ name: camera, widthPx: sizePx, heightPx: sizePx }],
    state: [],
    visibility: occlusion ? [{ camera: occlusion.camera, body: occlusion.body }] : [],
  });
  const hidden = reading.visibility.map(({ fraction }) => `hidden: ${Math.round(100 * (1 - fraction))} %`);
  return { image: reading.cameras[camera]!, caption: [...caption, ...hidden] };
}

const library = loadLibrary();
const { episodes } = plan(loadSuite(values.suite, library, values.robot ?? null).scenarios, {
  ...EVERYTHING,
  library,
  runSeed: Number(values.seed),
  context: NO_SIMULATOR,
  episodes: Number(values.replicates),
});
const [host] = drawnHosts(values, 1) as [SimulatorHost];
try {
  const simulator = await host.open();
  await mkdir(values.out, { recursive: true });
  const some = episodes.at(-1)!;
  const scenes = [...nominalSheets(episodes), ...factorSheets(episodes)];
  const sheets = [looksSheet(some, library), modelsSheet(some, library), ...scenes];
  for (const { name, columns, subjects } of sheets) {
    const tiles: Tile[] = [];
    for (const subject of subjects) tiles.push(await tileOf(subject, simulator, Number(values.size)));
    const file = join(values.out, `${name}.png`);
    await writeFile(file, await contactSheet(tiles, columns));
    process.stdout.write(`${file}\n`);
  }
} finally {
  await host.dispose();
}
