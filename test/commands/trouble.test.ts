import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { FrontDoor } from '../builders/front-door.ts';
import { SMALL } from '../builders/suite.ts';
import { startFakeBridge } from '../fakes/bridge.ts';

const RUN = ['run', '--suite', 'small.yaml', '--factor', 'lighting', '--episodes', '1', '--policy', 'oracle'];

/** Mounting takes root. */
const MOUNTS = { skip: process.getuid?.() === 0 ? false : 'nothing can be mounted here' };

function door(t: Test): FrontDoor {
  const opened = new FrontDoor(t);
  opened.file('small.yaml', SMALL);
  return opened;
}

/** A folder on a file system of its own. */
function mounted(t: Test, path: string, options: string): string {
  mkdirSync(path);
  spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', path]);
  t.teardown(() => spawnSync('umount', [path]));
  return path;
}

t.test('a run folder with something damaged in it is one line with file, line and field', async (t) => {
  const harness = door(t);
  await harness.run([...RUN, '--floors', 'none', '--out', 'sound'], []);
  const cases: [file: string, text: string | null, expected: RegExp][] = [
    ['manifest.json', '{"schemaVersion":1}', /manifest\.json:1:1: E_RECORDS runId: expected text, got nothing/],
    ['manifest.json', '{"schemaVersion":9}', /manifest\.json:1:1: E_RECORDS expected schemaVersion 1, got 9/],
    ['manifest.json', '[', /manifest\.json:1:1: E_RECORDS expected JSON/],
    ['plan.jsonl', '{}\n', /plan\.jsonl:1:1: E_RECORDS episodeId: expected text, got nothing/],
    ['plan.jsonl', '{"episodeId"', /plan\.jsonl:1:1: E_RECORDS expected a whole plan, got one that ends too early/],
    ['plan.jsonl', null, /plan\.jsonl:1:1: E_RECORDS expected a whole plan/],
  ];
  for (const [file, text, expected] of cases) {
    cpSync(join(harness.folder, 'sound'), join(harness.folder, 'damaged'), { recursive: true });
    const path = join(harness.folder, 'damaged', file);
    if (text === null) rmSync(path);
    else writeFileSync(path, text);
    const { code, stderr } = await harness.run(['show', 'damaged']);
    t.equal(code, 2, stderr);
    t.match(stderr, expected);
    t.match(stderr, /^[^\n]*\n$/, 'one line');
    rmSync(join(harness.folder, 'damaged'), { recursive: true });
  }
});

t.test('without its trace an episode is shown all the same, and cannot be replayed', async (t) => {
  const harness = door(t);
  await harness.run([...RUN, '--floors', 'none', '--out', 'r'], []);
  rmSync(join(harness.folder, 'r', 'episodes', 'small', 'nominal', '0', 'trace-1.msgpack'));
  t.match(await harness.run(['show', 'r', 'small/nominal/0']), { code: 0, stdout: /instruction/ });
  const { code, stderr } = await harness.run(['replay', 'r', 'small/nominal/0'], []);
  t.equal(code, 2);
  t.match(stderr, /^E_RECORDS expected a trace in .*trace-1\.msgpack, got no such file\n$/);
});

t.test('a picture that cannot be drawn or written is one line', async (t) => {
  const harness = door(t);
  await harness.run([...RUN, '--floors', 'none', '--out', 'r'], []);
  const cases: [string[], RegExp][] = [
    [['--out', 'no/such/folder/x.webp'], /^E_OUTPUT cannot write no\/such\/folder\/x\.webp: ENOENT/],
    [['--camera', 'frnt'], /^E_USAGE unknown camera 'frnt': expected one of front, .* \(did you mean "front"\?\)/],
    [['--height', '2049'], /^error: .* expected a whole number from 16 to 2048\./],
  ];
  for (const [args, expected] of cases) {
    const { code, stderr } = await harness.run(['replay', 'r', 'small/nominal/0', ...args], []);
    t.equal(code, 2, stderr);
    t.match(stderr, expected);
  }
});

t.test('numbers beyond all sense are refused before anything is made of them', async (t) => {
  const harness = door(t);
  const cases: [string[], RegExp][] = [
    [['--episodes', '1000000000'], /^E_USAGE expected at most 10,000,000 episodes in a plan, got 2,000,000,000 /],
    [['--workers', '100000'], /^error: .* expected a whole number from 1 to 256\./],
    [['--seed', '99999999999999999999'], /^error: .* expected a whole number from 0 to 9007199254740991\./],
  ];
  for (const [args, expected] of cases) {
    const { code, stderr } = await harness.run(
      ['run', '--suite', 'small.yaml', '--factor', 'lighting', '--policy', 'oracle', ...args],
      [],
    );
    t.equal(code, 2, stderr);
    t.match(stderr, expected);
  }
});

t.test('a policy is a name of the table and nothing else; one without a server takes no address', async (t) => {
  const harness = door(t);
  const cases: [string, RegExp][] = [
    ['constructor', /^E_POLICY unknown policy 'constructor', known: baseline/],
    [
      'noop@http://gpu:8000',
      /^E_POLICY policy 'noop' runs in the harness: expected no address, got 'http:\/\/gpu:8000'/,
    ],
  ];
  for (const [policy, expected] of cases) {
    const { code, stderr } = await harness.run([...RUN, '--policy', policy], []);
    t.equal(code, 2);
    t.match(stderr, expected);
  }
});

t.test('a bridge of somebody else with one slot gets one worker, and says so', async (t) => {
  const bridge = await startFakeBridge({ port: 0 });
  t.teardown(() => bridge.close());
  const harness = door(t);
  const args = [...RUN, '--floors', 'none', '--simulator', bridge.address, '--workers', '3', '--out', 'r'];
  const { code, stderr } = await harness.run(args);
  t.equal(code, 0, stderr);
  t.match(stderr, /^the simulator has 1 slot: going on with 1 worker, not 3$/m);
  t.same(
    (await harness.records('r')).map(({ outcome }) => outcome === 'infra_error'),
    [false, false],
  );
});

t.test('a disk that is full from the start is one line, and leaves nothing of the lock', MOUNTS, async (t) => {
  const harness = door(t);
  const small = mounted(t, join(harness.folder, 'r'), 'size=64k');
  spawnSync('dd', ['if=/dev/zero', `of=${join(small, 'fill')}`, 'bs=1k'], { stdio: 'ignore' });
  const { code, stderr } = await harness.run([...RUN, '--out', 'r'], []);
  t.equal(code, 4);
  t.match(stderr, /^E_DISK cannot write the lock: ENOSPC[^\n]*$/m);
  t.same(
    readdirSync(small).filter((name) => name.startsWith('lock')),
    [],
  );
});

t.test('a read-only output folder is one line', MOUNTS, async (t) => {
  const harness = door(t);
  mounted(t, join(harness.folder, 'fixed'), 'ro');
  const { code, stderr } = await harness.run([...RUN, '--out', 'fixed/r'], []);
  t.equal(code, 2);
  t.match(stderr, /^E_OUTPUT cannot create the run folder .*fixed\/r: EROFS[^\n]*$/m);
});

t.test(
  'a cache folder that cannot be written costs the floors their memory, and no run its summary',
  MOUNTS,
  async (t) => {
    const harness = door(t);
    const cache = mounted(t, join(harness.folder, 'cache'), 'ro');
    const { code, stderr } = await harness.run([...RUN, '--out', 'r'], [], { XDG_CACHE_HOME: cache });
    t.equal(code, 0, stderr);
    t.match(stderr, /^what the floors did is not kept for later runs: EROFS[^\n]*$/m);
    const summary = join(harness.folder, 'r', 'summary.json');
    t.ok(existsSync(summary));
    t.match(JSON.parse(readFileSync(summary, 'utf8')).nominal.floors, { noop: { n: 1 }, random: { n: 1 } });
  },
);
