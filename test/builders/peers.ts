/** Policy servers and clients that other people wrote, in a Python environment of their own (`test/peers/requirements.txt`). */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Test } from 'tap';
import { ensureEnvironment } from '../../harness/python/environment.ts';
import { readLock } from '../../harness/python/location.ts';

const PEERS = join(import.meta.dirname, '..', 'peers');
const MODULES = ['openpi_client', 'vla_eval', 'websockets', 'msgpack', 'numpy', 'zmq', 'grpc'];
const READY_MS = 60_000;

/** The interpreter that has them; built on first use. */
export async function peersPython(): Promise<string> {
  const lock = readLock(join(PEERS, 'requirements.txt'), MODULES);
  return (await ensureEnvironment({ lock })).python;
}

export interface Peer<Ready> {
  readonly child: ChildProcess;
  readonly ready: Ready;
  /** What it wrote on standard error so far. */
  errors(): string;
  /** Kills it and waits until it is gone. */
  kill(): Promise<void>;
}

/**
 * Starts a script of `test/peers` and waits for the line of JSON with which it says that it listens. It ends when its standard input
 * closes, and with the test in any case.
 */
export async function startPeer<Ready = { readonly port: number }>(
  test: Test,
  script: string,
  args: readonly string[] = [],
): Promise<Peer<Ready>> {
  const child = spawn(await peersPython(), [join(PEERS, script), ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  const gone = once(child, 'exit');
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  test.teardown(kill);
  const lines = createInterface({ input: child.stdout });
  const line = once(lines, 'line', { signal: AbortSignal.timeout(READY_MS) }).then(([text]) => text as string);
  const early = gone.then(([code]) => {
    throw new Error(`${script} ended with ${code} before it was ready: ${errors}`);
  });
  early.catch(() => {});
  const ready = JSON.parse(await Promise.race([line, early])) as Ready;
  return { child, ready, errors: () => errors, kill };
}
