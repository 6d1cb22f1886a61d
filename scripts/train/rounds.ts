/**
 * `npx tsx scripts/train/rounds.ts --out <folder>`: trains the example of `agents/onnx/examples` from nothing. First the oracle acts;
 * then the pupil does, and the teacher says what would have been right where the pupil came to (DAgger, Ross et al. 2011).
 * Leaves runs, samples and weights in the folder, and `pick.onnx` with its card. The same command goes on where it was stopped.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { packageRoot } from '../../harness/package-root.ts';
import { ensureEnvironment } from '../../harness/python/environment.ts';
import { readLock } from '../../harness/python/location.ts';
import { progressOn } from '../../harness/python/progress.ts';

interface Round {
  readonly policy: 'oracle' | 'pupil';
  readonly episodes: number;
  /** Run seed: none is that of an evaluation, which is 0 unless told. */
  readonly seed: number;
  /** One state in so many is a lesson. */
  readonly stride: number;
  readonly steps: number;
}

const ROUNDS: readonly Round[] = [
  { policy: 'oracle', episodes: 240, seed: 7001, stride: 3, steps: 2500 },
  { policy: 'pupil', episodes: 120, seed: 7002, stride: 2, steps: 2000 },
];

const HERE = join(packageRoot(), 'scripts', 'train');
const CARD = join(packageRoot(), 'agents', 'onnx', 'examples', 'pick.yaml');

/** One thread: two on two cores wait for each other, and sum in another order. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', XLA_FLAGS: '--xla_cpu_multi_thread_eigen=false' };

async function execute(program: string, args: readonly string[]): Promise<void> {
  const child = spawn(program, args, { stdio: 'inherit', env: { ...process.env, ...ONE_THREAD } });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`expected ${program} ${args.join(' ')} to end well, got exit code ${code}`);
}

async function act({ policy, episodes, seed }: Round, model: string, out: string): Promise<void> {
  const named = policy === 'oracle' ? 'oracle?camera=none' : `onnx@${model}`;
  const what = ['--suite', 'smoke', '--scenario', 'pick', '--policy', named];
  const extent = ['--episodes', `${episodes}`, '--seed', `${seed}`, '--floors', 'none', '--workers', '1'];
  await execute('npx', ['harness', 'run', ...what, ...extent, '--out', out]);
}

const { values } = parseArgs({ options: { out: { type: 'string', default: 'runs/pick-policy' } } });
const lock = readLock(join(HERE, 'requirements.txt'), ['jax', 'numpy', 'onnx']);
const { python } = await ensureEnvironment({ lock, progress: progressOn(process.stderr) });
mkdirSync(values.out, { recursive: true });
const model = join(values.out, 'pick.onnx');
copyFileSync(CARD, join(values.out, 'pick.yaml'));
for (const [i, round] of ROUNDS.entries()) {
  const [weights, before] = [i, i - 1].map((each) => join(values.out, `weights-${each}.npz`)) as [string, string];
  if (existsSync(weights)) continue;
  const [run, samples] = [join(values.out, `run-${i}`), join(values.out, `samples-${i}`)];
  await act(round, model, run);
  await execute('npx', ['tsx', join(HERE, 'samples.ts'), '--stride', `${round.stride}`, '--out', samples, run]);
  const all = Array.from({ length: i + 1 }, (_, each) => join(values.out, `samples-${each}`));
  const start = i > 0 ? ['--start', before] : [];
  const given = ['--steps', `${round.steps}`, '--weights', weights, '--model', model, ...start];
  await execute(python, [join(HERE, 'learn.py'), '--samples', ...all, ...given]);
}
