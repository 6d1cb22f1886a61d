import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import t, { type Test } from 'tap';
import type { policySource } from '../../agents/index.ts';
import { MsgpackNumpy } from '../../agents/wire/msgpack-numpy.ts';
import { startPolicyServer } from '../fakes/policy-server.ts';

const ROOT = join(import.meta.dirname, '..', '..');

/** What is shipped, in a folder of its own, so that its files can be changed. */
class Shipped {
  readonly folder = mkdtempSync(join(tmpdir(), 'harness-shipped-'));
  private loads = 0;

  constructor(t: Test) {
    t.teardown(() => rmSync(this.folder, { recursive: true }));
    for (const part of ['dist', 'package.json']) cpSync(join(ROOT, part), join(this.folder, part), { recursive: true });
    for (const part of ['node_modules', 'sim-bridge', 'agents']) symlinkSync(join(ROOT, part), join(this.folder, part));
  }

  async fingerprint(policy: string): Promise<string> {
    const module = `${pathToFileURL(join(this.folder, 'dist/agents/index.js'))}?load=${this.loads++}`;
    const { policySource: find } = (await import(module)) as { policySource: typeof policySource };
    const knowledge = () => ({ grasp: null, sizeM: [0, 0, 0] as const, floorM: 0, rimM: 0, hollowM: [0, 0] as const });
    return (await find(policy, { knowledge, grippers: {} })).spec.fingerprint;
  }

  edit(file: string, change: (text: string) => string): void {
    const path = join(this.folder, file);
    writeFileSync(path, change(readFileSync(path, 'utf8')));
  }
}

t.test('a fingerprint is the same on every start, and another with other options', async (t) => {
  const shipped = new Shipped(t);
  const oracle = await shipped.fingerprint('oracle');
  t.equal(await shipped.fingerprint('oracle'), oracle);
  t.not(await shipped.fingerprint('oracle?camera=none'), oracle);
  t.not(await shipped.fingerprint('noop'), await shipped.fingerprint('random'));
});

t.test('changed code is another policy, and only that policy', async (t) => {
  for (const file of ['dist/agents/oracle/grasp.js', 'dist/harness/geometry/vector.js']) {
    const shipped = new Shipped(t);
    const [oracle, noop] = [await shipped.fingerprint('oracle'), await shipped.fingerprint('noop')];
    shipped.edit(file, (text) => `${text}\n// changed`);
    t.not(await shipped.fingerprint('oracle'), oracle, `${file} is part of the oracle`);
    t.equal(await shipped.fingerprint('noop'), noop, `${file} is no part of noop`);
  }
});

t.test('another release is another policy', async (t) => {
  const shipped = new Shipped(t);
  const before = await shipped.fingerprint('noop');
  shipped.edit('package.json', (text) => text.replace(/"version": "[^"]*"/, '"version": "99.0.0"'));
  t.not(await shipped.fingerprint('noop'), before);
});

t.test('the sources, as tsx runs them, have a fingerprint too', async (t) => {
  const { policySource: find } = await import('../../agents/index.ts');
  const knowledge = () => ({ grasp: null, sizeM: [0, 0, 0] as const, floorM: 0, rimM: 0, hollowM: [0, 0] as const });
  const fingerprintOf = async () => (await find('oracle', { knowledge, grippers: {} })).spec.fingerprint;
  t.match(await fingerprintOf(), /^[0-9a-f]{16}$/);
  t.equal(await fingerprintOf(), await fingerprintOf());
});

t.test('weights that a server does not tell are told apart by what the user says of them', async (t) => {
  const shipped = new Shipped(t);
  const metadata = Uint8Array.from(new MsgpackNumpy('binary keys').encode({}));
  const { url } = await startPolicyServer(t, (socket) => socket.send(metadata));
  const of = (options: string): Promise<string> => shipped.fingerprint(`openpi@${url}?map=libero${options}`);
  const silent = await of('');
  t.equal(await of(''), silent);
  t.not(await of('&model=step 10000'), silent);
  t.not(await of('&model=step 20000'), await of('&model=step 10000'));
});
