import { finish, summary } from '../../../agents/dataset/finish.ts';
import { type Request, SetFolder } from '../../../agents/dataset/folder.ts';
import { makeScenes } from '../../../agents/dataset/make.ts';
import { clutterSource, type SceneSource, suiteSource } from '../../../agents/dataset/scenes.ts';
import { IMAGE_PX } from '../../../agents/dataset/viewpoints.ts';
import { counted } from '../../counted.ts';
import { EXIT } from '../../errors.ts';
import type { Library } from '../../library/library.ts';
import { loadLibrary } from '../../library/load.ts';
import { progressOn } from '../../python/progress.ts';
import { listenForInterrupt } from '../../run/interrupt.ts';
import { harnessVersion } from '../../run/surroundings.ts';
import { loadSuite } from '../../scenario/suite.ts';
import type { SimulatorHost } from '../../simulator/host.ts';
import type { SimulatorInfo } from '../../types.ts';
import { drawnHosts } from '../hosts.ts';

export interface DatasetOptions {
  readonly scenes: number;
  readonly out: string;
  readonly suite?: string;
  readonly seed: number;
  readonly workers: number;
  readonly force: boolean;
  readonly simulator: string;
  readonly json?: boolean;
}

/** `harness dataset`: every simulator that it starts ends with it; a second signal ends it at once. */
export async function makeDataset(options: DatasetOptions): Promise<number> {
  const library = loadLibrary();
  const source = sourceOf(options, library);
  const hosts = drawnHosts(
    { simulator: options.simulator, renderer: 'harness' },
    Math.min(options.workers, options.scenes),
  );
  const dispose = () => Promise.all(hosts.map((host) => host.dispose()));
  const interrupt = listenForInterrupt(
    () => note('stopping after the scenes under way; once more to stop at once'),
    () => void dispose().finally(() => process.exit(EXIT.interrupted)),
  );
  const folder = new SetFolder(options.out);
  try {
    const request = await requestOf(options, source, (await hosts[0]!.open()).info);
    return await fill(folder, options, { source, library, hosts, request, stop: interrupt.stop });
  } finally {
    await dispose();
    await folder.close();
    interrupt.release();
  }
}

/** @throws HarnessError E_SUITE, E_SCENARIO */
function sourceOf({ suite, seed }: DatasetOptions, library: Library): SceneSource {
  if (suite === undefined) return clutterSource(seed, library);
  const { name, scenarios } = loadSuite(suite, library);
  return suiteSource(scenarios, name, seed, library);
}

interface Work {
  readonly source: SceneSource;
  readonly library: Library;
  readonly hosts: readonly SimulatorHost[];
  readonly request: Request;
  readonly stop: AbortSignal;
}

async function fill(folder: SetFolder, { scenes, out, force, json }: DatasetOptions, work: Work): Promise<number> {
  const there = await folder.begin(work.request, force);
  const progress = progressOn(process.stderr);
  progress.begin(
    there.length > 0 ? `${out}: going on after ${counted(there.length, 'scene')}` : `${out}: building scenes`,
  );
  const done = (count: number) => progress.update(`${count} of ${scenes}`);
  const records = await makeScenes(folder, there, { ...work, scenes, done });
  if (records.length < scenes) {
    progress.end(`${out}: ${records.length} of ${counted(scenes, 'scene')}; the same command goes on`);
    return EXIT.interrupted;
  }
  const counts = await finish(folder, records, work.request, work.library);
  progress.end(`${out}: ${summary(counts)}`);
  if (json) process.stdout.write(`${JSON.stringify({ out, ...work.request, counts })}\n`);
  return EXIT.done;
}

/** All that decides what comes out; not how many make it. */
async function requestOf(
  { scenes, seed }: DatasetOptions,
  { name }: SceneSource,
  info: SimulatorInfo,
): Promise<Request> {
  const { name: simulator, version, bridgeVersion, renderer } = info;
  return {
    source: name,
    scenes,
    seed,
    image: { ...IMAGE_PX, format: 'jpeg', quality: 90 },
    versions: {
      harness: await harnessVersion(),
      simulator: `${simulator} ${version}`,
      bridge: bridgeVersion,
      renderer,
    },
  };
}

const note = (line: string): void => void process.stderr.write(`${line}\n`);
