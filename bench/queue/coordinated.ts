import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { NO_SIMULATOR } from '../../harness/plan/digest.ts';
import { parseQueue } from '../../harness/queue/address.ts';
import { Coordinator } from '../../harness/queue/coordinator.ts';
import { Link } from '../../harness/queue/link.ts';
import type { QueuedRun } from '../../harness/queue/queued-run.ts';
import { Tally } from '../../harness/queue/tally.ts';
import { AssetFolder } from '../../harness/record/asset-folder.ts';
import { RunFolder } from '../../harness/record/folder.ts';
import { RUN_DEADLINES } from '../../harness/run/deadlines.ts';
import { heldEpisodes } from '../../harness/run/episodes.ts';
import { recall } from '../../harness/run/recall.ts';
import { run } from '../../harness/run/run.ts';
import type { EpisodeRecord, EpisodeSpec } from '../../harness/types.ts';
import { WITHOUT_LOOK } from '../../harness/visuals/look.ts';
import { type Measurement, measured } from '../measurement.ts';
import { nominalEpisode } from '../setting.ts';

const WORKERS = 64;
const EPISODES = 1_280;
const STEPS = 240;
const PATIENCE_MS = 60_000;
const NEVER = new AbortController().signal;
const note = (line: string): void => void process.stderr.write(`  ${line}\n`);

interface Sample {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly rssMb: number;
  readonly recorded: number;
}

/** 64 workers with stub simulators in another process, traces of 240 steps, and the coordinator in this one. */
export async function coordinated(): Promise<Measurement[]> {
  const folder = await mkdtemp(join(tmpdir(), 'queue-bench-'));
  const socket = join(folder, 'socket');
  const settings = ['--port', '0', '--unixsocket', socket, '--save', '', '--dir', folder];
  const redis = spawn('redis-server', settings, { stdio: 'ignore' });
  try {
    return measurementsOf(await coordinate(`redis+unix://${socket}`, new RunFolder(join(folder, 'run'))));
  } finally {
    redis.kill();
    await once(redis, 'exit');
    await rm(folder, { recursive: true, force: true });
  }
}

/** Samples at the first record, when all workers are there, and at the last. */
async function coordinate(address: string, folder: RunFolder): Promise<readonly [Sample, Sample]> {
  const planned = heldEpisodes(plannedEpisodes());
  const queue = parseQueue(address);
  const link = await Link.open(queue, { patienceMs: PATIENCE_MS, note });
  const children = fork(fileURLToPath(new URL('./workers.js', import.meta.url)), [address, String(WORKERS)]);
  await folder.create();
  const assets = new AssetFolder(folder.assetsFolder);
  const common = {
    link,
    name: queue.name,
    run: queuedRun(),
    tally: new Tally(planned.index),
    assets,
    patienceMs: PATIENCE_MS,
    note,
  };
  const coordinator = await Coordinator.open({ ...common, keepAnswers: async () => {}, now: Date.now });
  const samples: Sample[] = [];
  try {
    await run({
      folder,
      recalled: await recall(folder.episodesFile, planned.index, note),
      episodes: planned,
      workers: [],
      dispatch: (assignment) => coordinator.dispatch(assignment),
      shapesOf: () => ({}),
      lookOf: WITHOUT_LOOK,
      retries: 0,
      maxInfraErrors: 0,
      giveUpMs: 0,
      inferenceTimeoutMs: PATIENCE_MS,
      stop: NEVER,
      abandon: NEVER,
      listener: { started: () => {}, ended: (record) => samples.push(sampleAfter(record, samples.length + 1)), note },
      now: Date.now,
      clock: () => performance.now(),
    });
  } finally {
    await coordinator.close({ kind: 'over' });
    link.close();
    children.kill();
  }
  return [samples[WORKERS]!, samples.at(-1)!];
}

function sampleAfter({ steps, end }: EpisodeRecord, recorded: number): Sample {
  if (steps !== STEPS) throw new Error(`expected episodes of ${STEPS} steps, got one of ${steps}: ${end}`);
  const { user, system } = process.cpuUsage();
  return {
    wallMs: performance.now(),
    cpuMs: (user + system) / 1000,
    rssMb: process.memoryUsage.rss() / 1e6,
    recorded,
  };
}

function measurementsOf([first, last]: readonly [Sample, Sample]): Measurement[] {
  const count = last.recorded - first.recorded;
  const wallMs = (last.wallMs - first.wallMs) / count;
  return [
    measured(`episodes a second, ${WORKERS} workers in one process`, 1000 / wallMs, '/s', '>=', 10),
    measured('CPU of the coordinator for an episode', (last.cpuMs - first.cpuMs) / count, 'ms', '<=', 5),
    measured(`memory of the coordinator after ${last.recorded} episodes`, last.rssMb, 'MB', '<=', 500),
  ];
}

/** One nominal episode that nothing ends early, under many names. */
function plannedEpisodes(): EpisodeSpec[] {
  const episode = nominalEpisode();
  const long = { ...episode, maxSteps: STEPS, success: { lifted: 'target', byM: 99 } } as const;
  return Array.from({ length: EPISODES }, (_, i) => ({
    ...long,
    episodeId: episode.episodeId.replace(/\d+$/, String(i)),
  }));
}

const queuedRun = (): QueuedRun => ({
  token: '0'.repeat(16),
  runId: 'bench',
  state: 'open',
  why: null,
  planned: EPISODES,
  planDigest: '',
  policy: 'noop',
  policyFingerprint: '',
  simulator: null,
  renderer: null,
  context: NO_SIMULATOR,
  harness: '',
  inferenceTimeoutMs: PATIENCE_MS,
  deadlines: RUN_DEADLINES,
  giveUpMs: 0,
  leaseMs: 30_000,
});
