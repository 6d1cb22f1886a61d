import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { ended, FrontDoor, until } from '../builders/front-door.ts';
import { history, night, nights, publish, read, site, snapshot } from '../builders/published.ts';

t.test(
  'a full disk changes nothing',
  { skip: process.getuid?.() === 0 ? false : 'nothing can be mounted here' },
  async (t) => {
    const harness = nights(t);
    mkdirSync(site(harness));
    spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=256k', 'tmpfs', site(harness)]);
    t.teardown(() => spawnSync('umount', [site(harness)]));
    t.equal((await publish(harness, 'one')).code, 0);
    const before = snapshot(site(harness));
    writeFileSync(join(harness.folder, 'two', 'report.html'), 'x'.repeat(300_000));
    t.match(await publish(harness, 'two'), {
      code: 2,
      stderr: /^E_OUTPUT cannot write the site site: ENOSPC.*nothing was published\)\n$/,
    });
    t.same(snapshot(site(harness)), before);
  },
);

t.test('publishers at once wait for each other, and none is lost', async (t) => {
  const harness = new FrontDoor(t);
  const days = [1, 2, 3, 4, 5];
  for (const day of days) night(harness, `n${day}`, day, 'p', day);
  const all = await Promise.all(days.map((day) => publish(harness, `n${day}`)));
  t.same(
    all.map(({ code }) => code),
    days.map(() => 0),
  );
  t.equal(history(harness).runs.length, 5);
  const together = snapshot(site(harness));
  rmSync(site(harness), { recursive: true });
  await publish(harness, ...days.map((day) => `n${day}`));
  t.same(together, snapshot(site(harness)), 'as if they had come one after the other');
});

t.test(
  'a site that is held is refused when the wait is over; what a dead publisher left is cleared away',
  async (t) => {
    const harness = nights(t);
    await publish(harness, 'one');
    const lock = site(harness, '.publish.lock');
    writeFileSync(lock, JSON.stringify({ pid: process.pid, host: (await import('node:os')).hostname() }));
    const { code, stderr } = await publish(harness, 'two', '--wait', '1');
    t.equal(code, 2);
    t.match(stderr, new RegExp(`^E_LOCKED the site folder site is in use by process ${process.pid} on `));
    writeFileSync(lock, JSON.stringify({ pid: 2 ** 22 + 1, host: (await import('node:os')).hostname() }));
    mkdirSync(site(harness, '.publish'));
    writeFileSync(site(harness, '.publish', 'index.html'), 'half');
    t.equal((await publish(harness, 'two')).code, 0);
    t.notOk(existsSync(lock));
    t.notOk(existsSync(site(harness, '.publish')));
  },
);

t.test('a reader meets a whole site at every moment', async (t) => {
  const harness = new FrontDoor(t);
  const days = [1, 2, 3, 4];
  for (const day of days) night(harness, `n${day}`, day, `p${day}`, day);
  await publish(harness, 'n1');
  let reads = 0;
  for (const day of days.slice(1)) {
    const child = harness.start(['publish', `n${day}`, '--site', 'site']);
    const done = ended(child);
    await until(() => {
      const index = read(harness, 'index.html');
      if (!index.endsWith('</html>\n')) throw new Error('half a page');
      for (const [, link] of index.matchAll(/ href="((?:runs|series)\/[^"#]*)"/g)) {
        if (!existsSync(site(harness, link!))) throw new Error(`${link} is missing`);
      }
      JSON.parse(read(harness, 'history.json'));
      reads++;
      return child.exitCode !== null;
    });
    t.equal((await done).code, 0);
  }
  t.ok(reads > 20, `${reads} reads`);
  t.match(read(harness, 'index.html'), /4 runs/);
});

t.test('stopped in the middle it leaves nothing of its own behind', async (t) => {
  const harness = nights(t);
  await publish(harness, 'one');
  writeFileSync(join(harness.folder, 'two', 'report.html'), 'x'.repeat(80_000_000));
  const child = harness.start(['publish', 'two', '--site', 'site']);
  const done = ended(child);
  await until(() => existsSync(site(harness, '.publish')) || child.exitCode !== null);
  child.kill('SIGINT');
  const { code } = await done;
  t.ok(code === 130 || code === 0, `exit ${code}`);
  t.same(
    readdirSync(site(harness)).filter((name) => name.startsWith('.')),
    [],
  );
  t.equal((await publish(harness, 'two', '--no-report')).code, 0);
  t.equal(history(harness).runs.length, 2);
});
