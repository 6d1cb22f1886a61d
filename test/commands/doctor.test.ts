import { execFile } from 'node:child_process';
import { join } from 'node:path';
import t from 'tap';
import { startFakeBridge } from '../fakes/bridge.ts';
import type { Fault } from '../fakes/faults.ts';

interface Ran {
  readonly code: number;
  readonly stdout: string;
}

function harness(...args: string[]): Promise<Ran> {
  const cli = join(import.meta.dirname, '../../harness/cli.ts');
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', cli, ...args], (error, stdout) => {
      resolve({ code: error ? Number(error.code) : 0, stdout });
    });
  });
}

async function examined(faults: readonly Fault[], ...args: string[]): Promise<Ran> {
  const bridge = await startFakeBridge({ faults, port: 0, token: 'secret' });
  try {
    return await harness('doctor', '--simulator', `${bridge.address}?token=secret`, ...args);
  } finally {
    await bridge.close();
  }
}

t.test('a bridge that conforms: every check listed, exit code 0, no token shown', async (t) => {
  const { code, stdout } = await examined([]);
  t.equal(code, 0);
  t.match(stdout, /ok {7}bridge: toy 1, bridge 1, own renderer flat, deterministic, 1 slot/);
  t.match(stdout, /observe with a 256x256 frame of its own renderer: p50 \d+\.\d+ ms, p95/);
  t.match(stdout, /ok {7}a chunk equals single steps/);
  t.match(stdout, /\n\d+ ok, 0 failed, 0 skipped\n$/);
  t.notMatch(stdout, /secret/);
});

t.test('one that does not: what was expected, what came, exit code 4; the same as JSON', async (t) => {
  const faults = [{ kind: 'ignore', path: 'bodies.target.massKg', value: 0.1 }] as const;
  const { code, stdout } = await examined(faults, '--json');
  t.equal(code, 4);
  const { ok, sections } = JSON.parse(stdout);
  t.equal(ok, false);
  const failed = sections
    .flatMap((section: { facts: { result: string }[] }) => section.facts)
    .filter(({ result }: { result: string }) => result === 'failed');
  t.same(failed, [{ name: 'read-back: mass of a body', result: 'failed', detail: 'expected 0.23, got 0.1' }]);
});

t.test('no bridge at the address is a failed line and exit code 4', async (t) => {
  const { code, stdout } = await harness('doctor', '--simulator', 'ws+unix:///nowhere/socket');
  t.equal(code, 4);
  t.match(stdout, /failed {3}bridge: no bridge answers at ws\+unix:\/\/\/nowhere\/socket/);
});
