import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { policySource } from '../agents/index.ts';
import { drawnHosts } from '../harness/commands/hosts.ts';
import { surroundingsOf } from '../harness/commands/knowledge.ts';
import { runEpisode } from '../harness/episode/episode.ts';
import type { Library } from '../harness/library/library.ts';
import { loadLibrary } from '../harness/library/load.ts';
import { NO_SIMULATOR } from '../harness/plan/digest.ts';
import { plan } from '../harness/plan/plan.ts';
import { RunFolder } from '../harness/record/folder.ts';
import { readAttempts } from '../harness/record/log.ts';
import { heldEpisodes } from '../harness/run/episodes.ts';
import { recall } from '../harness/run/recall.ts';
import { run } from '../harness/run/run.ts';
import { Worker } from '../harness/run/worker.ts';
import { loadSuite } from '../harness/scenario/suite.ts';
import type { SimulatorHost } from '../harness/simulator/host.ts';
import type { RemoteSimulator } from '../harness/simulator/remote.ts';
import { simulatorHost } from '../harness/simulator/simulators.ts';
import { shapesOf } from '../harness/success/shapes.ts';
import type { EpisodeRecord, EpisodeSpec, Policy } from '../harness/types.ts';
import { looksFrom } from '../harness/visuals/look.ts';
import { AssetStore } from '../harness/visuals/store.ts';

/** A long episode that nothing ends early, and joint positions to drive it with. */
export interface Workload {
  readonly episode: EpisodeSpec;
  readonly rows: readonly (readonly number[])[];
  /** Steps after which the same motion begins again. */
  readonly motionSteps: number;
}

const library: Library = loadLibrary();
const shapes = ({ scene }: EpisodeSpec) => shapesOf(scene.bodies, (model) => library.models[model]!);
const NEVER = new AbortController().signal;

/** A nominal episode of the smoke suite. */
export function nominalEpisode(): EpisodeSpec {
  const [episode] = plan(loadSuite('smoke', library).scenarios, {
    library,
    runSeed: 0,
    context: NO_SIMULATOR,
    scenarios: ['pick_and_place'],
    factors: [],
    levels: [],
    episodes: 1,
  }).episodes as [EpisodeSpec];
  return episode;
}

/** An oracle's motion in it over and over for `steps` control steps. */
export async function workload(steps: number): Promise<Workload> {
  const episode = nominalEpisode();
  const once = await oracleMotion(episode);
  const rows = Array.from({ length: steps }, (_, i) => once[i % once.length]!);
  const endless = { ...episode, maxSteps: steps, success: { lifted: 'target', byM: 99 } } as const;
  return { episode: endless, rows, motionSteps: once.length };
}

async function oracleMotion(episode: EpisodeSpec): Promise<number[][]> {
  const policy = await (await policySource('oracle', surroundingsOf(library))).open();
  return withHost(async (host) => {
    const inputs = {
      episode,
      policy,
      simulator: await host.open(),
      shapes: shapes(episode),
      nominal: null,
      look: async () => null,
    };
    const { trace } = await runEpisode({ ...inputs, inferenceTimeoutMs: 60_000, clock: () => performance.now() });
    return trace.worldStates.map((state) => [...state.jointsRad, state.gripperOpening]);
  });
}

export async function withHost<T>(work: (host: SimulatorHost<RemoteSimulator>) => Promise<T>): Promise<T> {
  const host = simulatorHost('pybullet');
  try {
    return await work(host);
  } finally {
    await host.dispose();
  }
}

export interface HarnessRun {
  readonly episodes: readonly EpisodeSpec[];
  readonly policy: () => Policy;
  readonly workers: number;
  /** As after `--renderer`; TinyRenderer where nothing is said, as the goals of the loop itself were set. */
  readonly renderer?: string;
  /** In place of PyBullet. */
  readonly hosts?: readonly SimulatorHost[];
  readonly ended?: (record: EpisodeRecord) => void;
}

/** The whole harness below the command line: schedule, episodes, traces and synced records, in a temporary folder. */
export async function runHarness(options: HarnessRun): Promise<readonly EpisodeRecord[]> {
  const { episodes, policy, workers, renderer = 'simulator', ended } = options;
  const folder = new RunFolder(await mkdtemp(join(tmpdir(), 'harness-bench-')));
  const hosts = options.hosts ?? drawnHosts({ simulator: 'pybullet', renderer }, workers);
  try {
    await folder.create();
    const planned = heldEpisodes(episodes);
    const note = (line: string): void => void process.stderr.write(`${line}\n`);
    await run({
      folder,
      recalled: await recall(folder.episodesFile, planned.index, note),
      episodes: planned,
      workers: hosts.map((host, i) => new Worker(i + 1, { host, openPolicy: async () => policy() })),
      shapesOf: shapes,
      lookOf: looksFrom(new AssetStore()),
      retries: 0,
      maxInfraErrors: null,
      giveUpMs: 0,
      inferenceTimeoutMs: 60_000,
      stop: NEVER,
      abandon: NEVER,
      listener: {
        started: () => {},
        ended: (record) => ended?.(record),
        note,
      },
      now: Date.now,
      clock: () => performance.now(),
    });
    return (await readAttempts(folder.episodesFile)).records;
  } finally {
    await Promise.all(hosts.map((host) => host.dispose()));
    await rm(folder.path, { recursive: true });
  }
}
