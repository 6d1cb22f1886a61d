import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import t from 'tap';
import { canonicalRows } from '../../harness/record/canonical.ts';
import { ended, FrontDoor, until } from '../builders/front-door.ts';

const SMOKE = ['run', '--suite', 'smoke', '--floors', 'none', '--policy', 'oracle', '--out', 'r'];

/** Process ids of bridges that were started under this process. */
function bridgesOf(pid: number): number[] {
  const list = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' });
  const rows = list.split('\n').map((line) => line.trim().split(/\s+/));
  return rows
    .filter(([, parent, ...args]) => Number(parent) === pid && args.includes('sim_bridge'))
    .map(([id]) => Number(id));
}

const isAlive = (pid: number): boolean =>
  execFileSync('ps', ['-eo', 'pid='], { encoding: 'utf8' })
    .split('\n')
    .some((line) => Number(line) === pid);

t.test(
  '1, 2 and 4 workers give the same rows; every task is solved by the oracle; the report is that of the records',
  async (t) => {
    const rows: string[][] = [];
    for (const workers of [1, 2, 4]) {
      const harness = new FrontDoor(t);
      const { code, stdout, stderr } = await harness.run([...SMOKE, '--json', '--workers', String(workers)]);
      t.equal(code, 0, stderr.slice(-300));
      const summary = JSON.parse(stdout);
      t.match(summary.counts, { planned: 24, success: 24, failure: 0, infraError: 0, invalid: 0, notRun: 0 });
      t.match(
        summary.factors.map((each: { levels: { evidence: object }[] }) => each.levels[0]!.evidence),
        Array(4).fill({ applied: 3, notApplied: 0 }),
      );
      rows.push(canonicalRows(await harness.records('r')));
      const shown = await harness.run(['show', 'r', '--json']);
      t.same(JSON.parse(shown.stdout), summary, 'replayed = live');
      t.same(JSON.parse(readFileSync(join(harness.folder, 'r', 'summary.json'), 'utf8')), summary);
      t.same(harness.leftBehind(), []);
    }
    t.same(rows[1], rows[0], '2 workers = 1 worker');
    t.same(rows[2], rows[0], '4 workers = 1 worker');
  },
);

t.test(
  'the bridge killed in mid-episode costs one attempt; the harness killed costs nothing and leaves no process',
  async (t) => {
    const clean = new FrontDoor(t);
    await clean.run([...SMOKE, '--scenario', 'pick', '--workers', '1']);
    const expected = canonicalRows(await clean.records('r'));

    const harness = new FrontDoor(t);
    const child = harness.start([...SMOKE, '--scenario', 'pick', '--workers', '1']);
    const done = ended(child);
    await until(async () => (await harness.records('r')).length >= 1);
    const [bridge] = bridgesOf(child.pid!);
    process.kill(bridge!, 'SIGKILL');
    t.equal((await done).code, 0);
    const records = await harness.records('r');
    const broken = records.filter(({ outcome }) => outcome === 'infra_error');
    t.equal(broken.length, 1);
    t.match(broken[0], { attempt: 1, steps: 0, error: { code: /^E_/ } });
    const valid = records.filter(({ outcome }) => outcome !== 'infra_error').map((row) => ({ ...row, attempt: 1 }));
    t.same(canonicalRows(valid), expected);

    const killed = new FrontDoor(t);
    const victim = killed.start([...SMOKE, '--scenario', 'pick', '--workers', '2']);
    const gone = ended(victim);
    await until(async () => (await killed.records('r')).length >= 1);
    const orphans = bridgesOf(victim.pid!);
    t.ok(orphans.length > 0);
    victim.kill('SIGKILL');
    await gone;
    await until(() => !orphans.some(isAlive), 5000);
    await until(() => killed.leftBehind().length === 0, 5000);
    t.equal((await killed.run([...SMOKE, '--scenario', 'pick'])).code, 0);
    t.same(canonicalRows(await killed.records('r')), expected);
  },
);

t.test(
  'the floors solve nothing, and a replay is the recorded episode to the last bit, as a moving picture',
  async (t) => {
    const harness = new FrontDoor(t);
    const run = ['run', '--suite', 'smoke', '--scenario', 'pick', '--episodes', '2', '--floors', 'none', '--json'];
    for (const policy of ['noop', 'random']) {
      const { code, stdout } = await harness.run([...run, '--policy', policy, '--out', policy]);
      t.equal(code, 0);
      t.match(JSON.parse(stdout).overall.valid, { k: 0, n: 2 }, policy);
    }
    const replayed = await harness.run([
      'replay',
      'random',
      'pick/nominal/1',
      '--verify',
      '--out',
      'x.webp',
      '--stride',
      '20',
    ]);
    t.equal(replayed.code, 0, replayed.stderr);
    t.match(replayed.stdout, /rebuilt: same initial and final state as recorded, bit for bit/);
    const { pages, width } = await sharp(join(harness.folder, 'x.webp'), { animated: true }).metadata();
    t.equal(pages, 9);
    t.equal(width, 320);
  },
);
