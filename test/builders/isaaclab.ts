/** Bridges of Isaac Lab, in its own environment, for the tests that `npm run test:isaaclab` alone runs. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Test } from 'tap';
import { packageRoot } from '../../harness/package-root.ts';
import { ensureEnvironment } from '../../harness/python/environment.ts';
import { lockOf } from '../../harness/python/location.ts';
import { bridgeVariables } from '../../harness/simulator/python-bridge.ts';

const WANTED = process.env.HARNESS_HEAVY === 'isaaclab';
const START_MS = 240_000;

export const skip = WANTED ? false : 'only by npm run test:isaaclab';
export const LIMIT_MS = 600_000;

const python = WANTED ? (await ensureEnvironment({ lock: lockOf('isaaclab') })).python : '';

/** Python of that environment, with the bridge and the examples on its path. */
export function started(argv: readonly string[]): ChildProcess {
  const { PYTHONPATH, ...variables } = bridgeVariables();
  const path = [PYTHONPATH, join(packageRoot(), 'sim-bridge', 'examples')].filter(Boolean).join(delimiter);
  return spawn(python, argv, {
    env: { ...process.env, ...variables, PYTHONPATH: path },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** A bridge with several slots, by its own command line or by a program that spoils it; ended with the test. */
export async function listening(
  t: Test,
  slots: number,
  program: readonly string[] = ['-m', 'sim_bridge'],
  flags: readonly string[] = [],
): Promise<string> {
  const argv = [...program, '--simulator', 'isaaclab', '--slots', `${slots}`, '--listen', '127.0.0.1:0', ...flags];
  const bridge = started(argv);
  t.teardown(async () => {
    bridge.kill('SIGTERM');
    if (bridge.exitCode === null) await once(bridge, 'exit');
  });
  const signal = AbortSignal.timeout(START_MS);
  const said: string[] = [];
  for await (const line of createInterface({ input: bridge.stderr!, signal })) {
    said.push(line);
    if (!line.startsWith('{"host"')) continue;
    const { host, port } = JSON.parse(line) as { host: string; port: number };
    return drained(bridge, `ws://${host}:${port}`);
  }
  throw new Error(`the bridge ended before it listened: ${said.slice(-3).join(' | ')}`);
}

/** What nobody reads any more must not fill the pipe. */
function drained(bridge: ChildProcess, address: string): string {
  bridge.stderr!.resume();
  bridge.stdout!.resume();
  return address;
}
