import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Test } from 'tap';
import { packageRoot } from '../../harness/package-root.ts';
import { ensureEnvironment } from '../../harness/python/environment.ts';

/** The stub of agents/vla-r1-server as a process of its own; `stub` says what requests meet in turn. Ended with the test. */
export async function startStubServer(test: Test, stub = 'answer'): Promise<{ url: string; child: ChildProcess }> {
  const { python } = await ensureEnvironment();
  const args = ['-m', 'vla_r1_server', '--stub', stub, '--port', '0', '--until-stdin-closes'];
  const child = spawn(python, args, {
    env: { ...process.env, PYTHONPATH: join(packageRoot(), 'agents', 'vla-r1-server') },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const exited = once(child, 'exit');
  test.teardown(async () => {
    child.kill('SIGKILL');
    await exited;
  });
  const lines = createInterface({ input: child.stdout! });
  const line = once(lines, 'line').then(([text]) => text as string);
  const early = exited.then(([code]) => {
    throw new Error(`the stub server ended with ${code} before it was ready`);
  });
  early.catch(() => {});
  const { url } = JSON.parse(await Promise.race([line, early])) as { url: string };
  lines.close();
  return { url, child };
}
