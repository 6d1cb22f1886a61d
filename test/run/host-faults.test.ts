import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { canonicalRows } from '../../harness/record/canonical.ts';
import { clean, door, RUN } from '../builders/faulty-run.ts';
import { ended, until } from '../builders/front-door.ts';

/** Mounting a small file system takes root. */
const SMALL_DISK = { skip: process.getuid?.() === 0 ? false : 'a small file system cannot be mounted here' };

t.test('a second process on the same folder is refused, and the first goes on', async (t) => {
  const harness = door(t);
  const first = harness.start(RUN, [{ kind: 'late', op: 'step', delayMs: 300 }]);
  const done = ended(first);
  await until(async () => (await harness.records('r')).length > 0);
  const second = await harness.run(RUN, []);
  t.equal(second.code, 2);
  t.match(second.stderr, new RegExp(`E_LOCKED the run folder is in use by process ${first.pid}`));
  t.equal((await done).code, 0);
});

t.test('another request in the same folder is refused with what differs', async (t) => {
  const harness = door(t);
  await harness.run([...RUN, '--factor', 'latency'], []);
  const { code, stderr } = await harness.run([...RUN, '--factor', 'latency', '--seed', '1'], []);
  t.equal(code, 2);
  t.match(stderr, /E_OUTPUT r holds another run: runSeed: 0 -> 1/);
});

t.test('Ctrl-C once finishes what is under way, twice stops at once; both resume to the same rows', async (t) => {
  const expected = canonicalRows(await clean(t));
  for (const times of [1, 2]) {
    const harness = door(t);
    const child = harness.start([...RUN, '--workers', '1'], [{ kind: 'late', op: 'step', delayMs: 40 }]);
    const done = ended(child);
    await until(async () => (await harness.records('r')).length > 1);
    for (let i = 0; i < times; i++) {
      child.kill('SIGINT');
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    const { code, stderr } = await done;
    t.equal(code, 130, stderr.slice(-300));
    const interrupted = await harness.records('r');
    t.ok(interrupted.length < expected.length, 'it was interrupted');
    t.same(harness.leftBehind(), [], 'no socket is left');
    t.equal((await harness.run(RUN, [])).code, 0);
    t.same(canonicalRows(await harness.records('r')), expected, `SIGINT x ${times}`);
  }
});

t.test('kill -9 at any point, then the same command: the rows of an uninterrupted run', async (t) => {
  const expected = canonicalRows(await clean(t));
  for (const afterRows of [0, 2, 7]) {
    const harness = door(t);
    const child = harness.start([...RUN, '--workers', '2'], [{ kind: 'late', op: 'step', delayMs: 20 }]);
    const done = ended(child);
    await until(async () => (await harness.records('r')).length >= afterRows);
    child.kill('SIGKILL');
    await done;
    t.equal((await harness.run(RUN, [])).code, 0);
    t.same(canonicalRows(await harness.records('r')), expected, `killed after ${afterRows} rows`);
    await until(() => harness.leftBehind().length === 0);
  }
});

t.test('a full disk stops the run with one line, loses nothing, and room lets it go on', SMALL_DISK, async (t) => {
  const expected = canonicalRows(await clean(t));
  const harness = door(t);
  const small = join(harness.folder, 'r');
  mkdirSync(small);
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', small]);
  t.teardown(() => spawnSync('umount', [small]));
  const { code, stderr } = await harness.run([...RUN, '--min-free', '0'], []);
  t.equal(code, 4);
  t.match(stderr, /^E_DISK cannot write [^\n]*ENOSPC[^\n]*$/m);
  t.same(harness.leftBehind(), []);
  const kept = await harness.records('r');
  t.ok(kept.length > 0 && kept.length < expected.length);
  spawnSync('mount', ['-o', 'remount,size=8m', small]);
  t.equal((await harness.run([...RUN, '--min-free', '0'], [])).code, 0);
  t.same(canonicalRows(await harness.records('r')), expected);
});

t.test('a folder that cannot be made is one line', async (t) => {
  const harness = door(t);
  harness.file('taken', '');
  const { code, stderr } = await harness.run(
    ['run', '--suite', 'small.yaml', '--out', 'taken/r', '--policy', 'oracle'],
    [],
  );
  t.equal(code, 2);
  t.match(stderr, /E_OUTPUT cannot create the run folder .*taken\/r/);
});

t.test('what does not exist is one line with what does', async (t) => {
  const harness = door(t);
  const cases: [string[], RegExp][] = [
    [['--suite', 'odd'], /^E_SUITE unknown suite "odd": .*did you mean "ood"/],
    [
      ['--suite', 'small.yaml', '--policy', 'oracel'],
      /^E_POLICY unknown policy 'oracel', known: .*oracle.*did you mean "oracle"/,
    ],
    [
      ['--suite', 'small.yaml', '--policy', 'oracle?kamera=x'],
      /^E_POLICY policy 'oracle' has no option 'kamera' .*camera/,
    ],
    [
      ['--suite', 'small.yaml', '--simulator', 'pybulet'],
      /^E_SIMULATOR unknown simulator "pybulet".*did you mean "pybullet"/,
    ],
    [
      ['--suite', 'small.yaml', '--factor', 'lightning'],
      /^E_USAGE unknown factor "lightning".*did you mean "lighting"/,
    ],
    [['--suite', 'small.yaml', '--episodes', '0'], /whole number of at least 1/],
    [['--suite', 'small.yaml', '--polcy', 'x'], /unknown option '--polcy'\n\(Did you mean --policy\?\)/],
  ];
  for (const [args, expected] of cases) {
    const { code, stderr } = await harness.run(['run', ...args], []);
    t.equal(code, 2, args.join(' '));
    t.match(stderr, expected);
  }
});

t.test('a disk that is nearly full stops the run before it is full, in one line', SMALL_DISK, async (t) => {
  const expected = canonicalRows(await clean(t));
  const harness = door(t);
  const small = join(harness.folder, 'r');
  mkdirSync(small);
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=4m', 'tmpfs', small]);
  t.teardown(() => spawnSync('umount', [small]));
  const before = await harness.run(RUN, []);
  t.equal(before.code, 4);
  t.match(before.stderr, /^E_DISK expected at least 64 MB free in [^\n]*\/r, got 4\.\d MB [^\n]*$/m);
  t.equal((await harness.records('r')).length, 0, 'nothing was begun');
  const during = await harness.run([...RUN, '--workers', '1', '--min-free', '4'], []);
  t.equal(during.code, 4);
  t.match(during.stderr, /^E_DISK expected at least 4 MB free in [^\n]*\/r, got (3\.\d|4\.0) MB [^\n]*$/m);
  const kept = await harness.records('r');
  t.ok(kept.length > 0 && kept.length < expected.length);
  t.equal((await harness.run([...RUN, '--min-free', '0'], [])).code, 0);
  t.same(canonicalRows(await harness.records('r')), expected);
});
