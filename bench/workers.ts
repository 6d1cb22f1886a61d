/** `npm run bench:workers`: how much more several workers do than one, on this machine. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ActionChunk, Observation } from '../harness/types.ts';
import { type Measurement, measured, told } from './measurement.ts';
import { stubHost } from './queue/stub-simulator.ts';
import { RecordedPolicy, type RecordedPolicyOptions } from './recorded-policy.ts';
import { report } from './report.ts';
import { runHarness, type Workload, workload } from './setting.ts';

const HORIZON = 8;
const CHUNKS = 10;
/** A model on a GPU server, which many workers ask at a time. */
const SERVER_MS = 200;
const EPISODES_EACH = 4;

interface Crew {
  readonly workers: number;
  /** Milliseconds that a question takes. */
  readonly thinkMs: number;
  readonly episodesEach: number;
  /** In place of physics and pictures: nothing that takes time. */
  readonly stub?: boolean;
}

/** Recorded actions that come after a while. */
class SlowPolicy extends RecordedPolicy {
  readonly #thinkMs: number;

  constructor(options: RecordedPolicyOptions, thinkMs: number) {
    super(options);
    this.#thinkMs = thinkMs;
  }

  override async act(observation: Observation): Promise<ActionChunk> {
    const chunk = await super.act(observation);
    if (this.#thinkMs > 0) await sleep(this.#thinkMs);
    return chunk;
  }
}

/** Workers that mostly wait for a policy server, as with a model on a GPU: a frame and 8 steps an answer. */
async function waiting(): Promise<Measurement[]> {
  const work = await workload(HORIZON * CHUNKS);
  const rates = await ratesOf(work, [1, 2, 4, 8], { thinkMs: SERVER_MS, episodesEach: EPISODES_EACH });
  return [2, 4, 8].map((n) =>
    measured(`${n} workers, a policy of ${SERVER_MS} ms, of ideal`, shareOf(rates, n), 'x', '>=', n === 8 ? 0.95 : 0),
  );
}

/** The same without physics and pictures: what the harness itself keeps workers from. */
async function alone(): Promise<Measurement[]> {
  const work = await workload(HORIZON * CHUNKS);
  const rates = await ratesOf(work, [1, 8, 64], { thinkMs: SERVER_MS, episodesEach: EPISODES_EACH, stub: true });
  return [8, 64].map((n) =>
    measured(`${n} workers, a policy of ${SERVER_MS} ms, no physics, of ideal`, shareOf(rates, n), 'x', '>=', 0.95),
  );
}

/** Workers that never wait: physics, drawing and harness on this machine's cores. */
async function computing(): Promise<Measurement[]> {
  const work = await workload(HORIZON * CHUNKS);
  const rates = await ratesOf(work, [1, 2, 4], { thinkMs: 0, episodesEach: 8 });
  return [2, 4].map((n) => told(`${n} workers / 1 worker, a policy of 0 ms`, n * shareOf(rates, n), 'x'));
}

type Rates = ReadonlyMap<number, number>;

const shareOf = (rates: Rates, workers: number): number => rates.get(workers)! / rates.get(1)! / workers;

async function ratesOf(work: Workload, sizes: readonly number[], rest: Omit<Crew, 'workers'>): Promise<Rates> {
  const rates = new Map<number, number>();
  for (const workers of sizes) {
    rates.set(workers, await answersPerSec(work, { workers, ...rest }));
    process.stderr.write(`  ${workers}: ${rates.get(workers)!.toFixed(2)} answers/s\n`);
  }
  return rates;
}

/** While all workers are there: from the last one's second episode to the first one's end, resets included. */
async function answersPerSec(work: Workload, { workers, thinkMs, episodesEach, stub = false }: Crew): Promise<number> {
  const policies: SlowPolicy[] = [];
  const count = workers * episodesEach;
  const episodes = Array.from({ length: count }, (_, i) => ({
    ...work.episode,
    episodeId: work.episode.episodeId.replace(/\d+$/, String(i)),
  }));
  await runHarness({
    episodes,
    workers,
    renderer: 'harness',
    ...(stub ? { hosts: Array.from({ length: workers }, stubHost) } : {}),
    policy: () => {
      const policy = new SlowPolicy({ rows: work.rows, horizon: HORIZON, camera: !stub }, thinkMs);
      policies.push(policy);
      return policy;
    },
  });
  const times = policies.map(({ asked }) => asked.map(({ ms }) => ms));
  const from = Math.max(...times.map((asked) => asked[CHUNKS]!));
  const to = Math.min(...times.map((asked) => asked.at(-1)!));
  const during = times.flat().filter((ms) => ms > from && ms <= to).length;
  return (1000 * during) / (to - from);
}

await report({ waiting, alone, computing });
