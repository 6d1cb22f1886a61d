/** `npm run bench:libero`: our loop against LIBERO's own, in which both cameras are drawn with every step. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { runEpisode } from '../harness/episode/episode.ts';
import { loadLibrary } from '../harness/library/load.ts';
import { packageRoot } from '../harness/package-root.ts';
import { NO_SIMULATOR } from '../harness/plan/digest.ts';
import { plan } from '../harness/plan/plan.ts';
import { ensureEnvironment } from '../harness/python/environment.ts';
import { lockOf } from '../harness/python/location.ts';
import { loadSuite } from '../harness/scenario/suite.ts';
import { bridgeVariables } from '../harness/simulator/python-bridge.ts';
import { simulatorHost } from '../harness/simulator/simulators.ts';
import type { ActionChunk, EpisodeSpec, Observation, Policy, PolicySpec, Simulator } from '../harness/types.ts';
import { type Measurement, measured, median, told } from './measurement.ts';
import { report } from './report.ts';

const STEPS = 24;
const ROUNDS = 3;
const SIZE_PX = 256;
const CAMERAS = ['front', 'wrist'].map((name) => ({
  name,
  widthPx: SIZE_PX,
  heightPx: SIZE_PX,
  when: 'each' as const,
}));
/** In our units, and what LIBERO's controller takes for it. */
const ROW = [0.01, 0.005, -0.01, 0, 0, 0.02, 1];
const OWN_ROW = [0.2, 0.1, -0.2, 0, 0, 0.04, -1];

function episode(): EpisodeSpec {
  const library = loadLibrary();
  const { episodes } = plan(loadSuite('libero-spatial', library).scenarios, {
    library,
    runSeed: 0,
    context: NO_SIMULATOR,
    scenarios: ['spatial_00'],
    factors: [],
    levels: [],
    episodes: 1,
  });
  return { ...episodes[0]!, maxSteps: STEPS };
}

/** Sees both cameras whenever it is asked, and answers with the same rows. */
class Rows implements Policy {
  readonly spec: PolicySpec;
  firstAskedMs: number | null = null;

  constructor(horizon: number) {
    const needs = { privileged: false, language: true, cameras: CAMERAS, state: ['tcpPose'] as const };
    this.spec = { name: 'rows', fingerprint: '', ...needs, mode: 'ee_delta', executionHorizon: horizon };
  }

  async reset(): Promise<void> {}

  async act(_: Observation): Promise<ActionChunk> {
    this.firstAskedMs ??= performance.now();
    return { actions: Array.from({ length: this.spec.executionHorizon }, () => ROW) };
  }

  instructionSent(): string | null {
    return null;
  }

  async close(): Promise<void> {}
}

/** Milliseconds a control step of our loop, from the first question to the end of the episode; and where the hand is then. */
async function ours(simulator: Simulator, horizon: number) {
  const policy = new Rows(horizon);
  const inputs = { episode: episode(), policy, simulator, shapes: {}, nominal: null, look: async () => null };
  const { trace, steps } = await runEpisode({
    ...inputs,
    inferenceTimeoutMs: 60_000,
    clock: () => performance.now(),
  });
  const stepMs = (performance.now() - policy.firstAskedMs!) / steps;
  return { stepMs, tcp: trace.worldStates.at(-1)!.tcp.position };
}

/** The same of LIBERO's own loop in a process of its own. */
async function theirs(python: string): Promise<{ readonly stepMs: number; readonly tcp: readonly number[] }> {
  const { seed, scene } = episode();
  const { suite, task, initialState, waitSteps } = scene.foreign!;
  const job = { suite, task, seed, initialState, waitSteps, sizePx: SIZE_PX, rows: Array(STEPS).fill(OWN_ROW) };
  const file = join(packageRoot(), 'sim-bridge', 'bench', 'libero_rollout.py');
  const child = spawn(python, [file], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { MUJOCO_GL: 'egl', ...process.env, ...bridgeVariables() },
    timeout: 300_000,
  });
  let said = '';
  child.stdout.on('data', (data) => (said += data));
  child.stdin.end(JSON.stringify(job));
  await new Promise((resolve, reject) => child.once('close', resolve).once('error', reject));
  return JSON.parse(said.trim().split('\n').at(-1)!);
}

async function libero(): Promise<Measurement[]> {
  const { python } = await ensureEnvironment({ lock: lockOf('libero') });
  const host = simulatorHost('libero');
  try {
    const simulator = await host.open();
    await ours(simulator, 8);
    const [own, each, eighth]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < ROUNDS; round++) {
      const reference = await theirs(python);
      const seen = await ours(simulator, 1);
      own.push(reference.stepMs);
      each.push(seen.stepMs);
      eighth.push((await ours(simulator, 8)).stepMs);
      demandSame(reference.tcp, seen.tcp);
    }
    return [
      told("LIBERO's own loop, a step with both cameras", median(own), 'ms'),
      told('ours, both cameras with each step', median(each), 'ms'),
      told('ours, both cameras with every eighth step', median(eighth), 'ms'),
      measured('own / ours, both cameras with each step', median(own) / median(each), 'x', '>=', 0.95),
      measured('own / ours, horizon 8', median(own) / median(eighth), 'x', '>=', 3),
    ];
  } finally {
    await host.dispose();
  }
}

/** Both loops must do the same, or their times say nothing. */
function demandSame(a: readonly number[], b: readonly number[]): void {
  const apart = Math.max(...a.map((value, i) => Math.abs(value - b[i]!)));
  if (apart > 0.005) throw new Error(`expected the same motion in both loops, got hands ${apart} m apart`);
}

await report({ libero });
