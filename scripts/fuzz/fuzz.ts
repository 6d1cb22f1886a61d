/**
 * `npm run fuzz -- --inputs 1000000 --seed 1`: everything that reads what others wrote, on inputs that are nearly right. Each
 * target runs in a process of its own, so that a hang or a dead process is seen too. Exit code 1 after any accident.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Accident, fuzzed } from './one.ts';
import { TARGETS } from './targets.ts';

const SILENT_MS = 60_000;
const MOST_SHOWN = 5;

interface Told {
  readonly accidents: readonly Accident[];
  readonly sec: number;
}

const { values } = parseArgs({
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    target: { type: 'string' },
  },
});
const seed = Number(values.seed);
const inputs = Number(values.inputs);

/** In a process of its own. */
function child(target: string): void {
  for (const said of fuzzed(target, { inputs, seed })) process.send!(said);
}

async function parent(): Promise<void> {
  const targets = TARGETS.filter(({ name }) => name.includes(values.only ?? ''));
  const total = targets.reduce((sum, { weight }) => sum + weight, 0);
  let bad = 0;
  for (const { name, weight } of targets) {
    const share = Math.max(1, Math.round((inputs * weight) / total));
    const { accidents, sec } = await watched(name, share);
    process.stdout.write(
      `${name.padEnd(20)} ${String(share).padStart(8)} inputs  ${sec.toFixed(1).padStart(6)} s  ${accidents.length} accidents\n`,
    );
    for (const each of accidents.slice(0, MOST_SHOWN)) process.stdout.write(`  ${JSON.stringify(each)}\n`);
    bad += accidents.length;
  }
  process.exitCode = bad > 0 ? 1 : 0;
}

function watched(target: string, share: number): Promise<Told> {
  const startedMs = performance.now();
  const accidents: Accident[] = [];
  let reached = 0;
  const args = ['--target', target, '--inputs', String(share), '--seed', String(seed)];
  const process = fork(fileURLToPath(import.meta.url), args);
  const failed = (message: string): number => accidents.push({ target, input: reached, message, base64: '' });
  const silent = (): void => {
    failed(`nothing for ${SILENT_MS / 1000} s after input ${reached}`);
    process.kill('SIGKILL');
  };
  let timer = setTimeout(silent, SILENT_MS);
  process.on('message', (said: Accident | number) => {
    clearTimeout(timer);
    timer = setTimeout(silent, SILENT_MS);
    if (typeof said === 'number') reached = said;
    else accidents.push(said);
  });
  return new Promise((resolve) =>
    process.once('exit', (code, signal) => {
      clearTimeout(timer);
      if (code !== 0 && signal !== 'SIGKILL') failed(`ended with ${code ?? signal} after input ${reached}`);
      resolve({ accidents, sec: (performance.now() - startedMs) / 1000 });
    }),
  );
}

if (values.target) child(values.target);
else await parent();
