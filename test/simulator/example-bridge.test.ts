/** The bridge of docs/simulators.md, as a reader of that page would start it: a program of its own that speaks protocol 1. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import t, { type Test } from 'tap';
import { packageRoot } from '../../harness/package-root.ts';
import { ensureEnvironment } from '../../harness/python/environment.ts';
import { FrontDoor } from '../builders/front-door.ts';

const EXAMPLES = join(packageRoot(), 'sim-bridge', 'examples');
const { python } = await ensureEnvironment();

/** The address that a program says it listens on; it is ended with the test. */
async function listening(t: Test, argv: readonly string[]): Promise<string> {
  const variables = { ...process.env, PYTHONPATH: EXAMPLES, PYTHONDONTWRITEBYTECODE: '1' };
  const bridge = spawn(python, argv, { env: variables, stdio: ['ignore', 'pipe', 'ignore'] });
  t.teardown(() => ended(bridge));
  const signal = AbortSignal.timeout(20_000);
  const [line] = (await once(createInterface(bridge.stdout!), 'line', { signal })) as [string];
  return line.replace('listening on ', '');
}

async function ended(bridge: ChildProcess): Promise<void> {
  if (bridge.exitCode !== null) return;
  bridge.kill('SIGKILL');
  await once(bridge, 'exit');
}

const whole = (t: Test) => listening(t, [join(EXAMPLES, 'tiny_bridge.py'), '--port', '0']);

interface Examined {
  readonly ok: boolean;
  readonly sections: readonly {
    readonly title: string;
    readonly facts: readonly { readonly name: string; readonly result: string; readonly detail: string }[];
  }[];
}

async function examined(harness: FrontDoor, address: string) {
  const { code, stdout } = await harness.run(['doctor', '--simulator', address, '--json']);
  const { ok, sections } = JSON.parse(stdout) as Examined;
  return { code, ok, facts: sections.find(({ title }) => title === 'Conformance')!.facts };
}

t.test('conforms, and says what it does not offer', async (t) => {
  const { code, ok, facts } = await examined(new FrontDoor(t), await whole(t));
  t.same(
    facts.filter(({ result }) => result === 'failed'),
    [],
  );
  t.ok(ok);
  t.equal(code, 0);
  t.ok(facts.filter(({ result }) => result === 'ok').length >= 44);
  const skipped = facts.filter(({ result }) => result === 'skipped').map(({ detail }) => detail);
  t.ok(skipped.includes('the bridge offers no visuals'));
  t.ok(skipped.includes('the bridge does not name factor physics'));
});

t.test('an unfinished one hears in one line what is missing', async (t) => {
  const unfinished = 'import tiny_bridge as b; b.Session.step = lambda s, r: s.observe(r); b.main()';
  const { code, facts } = await examined(new FrontDoor(t), await listening(t, ['-c', unfinished, '--port', '0']));
  t.equal(code, 4);
  const failed = new Map(facts.filter(({ result }) => result === 'failed').map(({ name, detail }) => [name, detail]));
  t.match(failed.get('ee_pose goes to the pose'), /^reply\.worldStates: expected .*, got undefined$|worldStates/);
  t.notOk(failed.has('two resets give the same bits'));
  t.notOk([...failed.values()].some((detail) => detail.includes('\n')));
});

t.test('episodes of the smoke suite, with pictures for a policy that looks', async (t) => {
  const harness = new FrontDoor(t);
  const address = await whole(t);
  const smoke = ['run', '--suite', 'smoke', '--simulator', address, '--floors', 'none', '--episodes', '1'];
  const { code, stdout } = await harness.run([...smoke, '--policy', 'oracle', '--factor', 'object', '--out', 'oracle']);
  t.equal(code, 0);
  t.match(stdout, /simulator {4}tiny 1/);
  t.match(stdout, /5 success {3}✗ 0 failure/);
  const looking = ['--policy', 'baseline', '--scenario', 'pick_and_place', '--factor', 'lighting'];
  t.equal((await harness.run([...smoke, ...looking, '--out', 'looking'])).code, 0);
  const records = await harness.records('looking');
  t.same(
    records.map(({ outcome }) => outcome),
    ['success', 'success'],
  );
  t.ok(records.every(({ framesRendered }) => framesRendered > 0));
  t.same(
    records.map(({ evidence }) => evidence.status),
    ['nominal', 'applied'],
  );
});

t.test('a factor that it does not name is shown as unsupported, not run', async (t) => {
  const harness = new FrontDoor(t);
  const run = ['run', '--suite', 'ood', '--scenario', 'ood_place', '--factor', 'physics', '--policy', 'oracle'];
  const address = await whole(t);
  const { code, stdout } = await harness.run([...run, '--episodes', '1', '--simulator', address, '--out', 'some']);
  t.equal(code, 0);
  t.match(stdout, /unsupported.*\n?.*physics is nothing that simulator tiny can apply/);
  t.same(
    (await harness.records('some')).map(({ conditionId }) => conditionId),
    ['nominal'],
  );
});
