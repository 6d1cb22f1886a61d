/** The script of docs/nightly.md, run as cron would. */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t from 'tap';
import { ended, until } from '../builders/front-door.ts';
import { block, broken, prepared } from '../builders/nightly.ts';

t.test('the script for cron', async (t) => {
  const { harness, env } = await prepared(t);
  const here = (...parts: string[]) => join(harness.folder, ...parts);
  writeFileSync(here('nightly.sh'), block('bash nightly'), { mode: 0o755 });
  const start = (more: Record<string, string>) =>
    spawn(here('nightly.sh'), { cwd: '/', env: { ...env, SUITE: 'small.yaml', POLICY: 'oracle', ...more } });
  const night = (more: Record<string, string> = {}) => ended(start(more));
  const runs = () => JSON.parse(readFileSync(here('site', 'history.json'), 'utf8')).runs;
  const old = here('logs', '20200101T000000Z.log');
  mkdirSync(dirname(old));
  writeFileSync(old, '');
  utimesSync(old, 1e9, 1e9);

  t.same(await night(), { code: 0, stdout: '', stderr: '' }, 'nothing to mail');
  t.match(runs(), [{ gate: { verdict: 'pass' } }]);
  t.notOk(existsSync(old), 'old logs go');
  const [tonight] = readdirSync(here('site', 'runs'));
  t.ok(existsSync(here('site', 'runs', tonight!, 'report.html')), 'the full report');

  const worse = await night({ POLICY: 'noop' });
  t.equal(worse.code, 1);
  t.match(worse.stdout, /^nightly: the gate says no: see .*gate\.json \(exit code 1\)\. The end of .*\.log:\n/);
  t.match(runs(), [{ gate: { verdict: 'pass' } }, { gate: { verdict: 'regression' } }], 'published all the same');

  const wrong = await night({ SUITE: 'no-such' });
  t.match(wrong, { code: 2, stdout: /^nightly: the run failed \(exit code 2\)[\s\S]*E_SUITE/ });
  t.match(await night({ HARNESS_BRIDGE: broken() }), { code: 4, stdout: /the gate says no/ });
  t.equal(runs().length, 3);

  // Not by trying the lock: a try that succeeds would take it from the night that is about to start.
  const nights = () => readdirSync(here('logs')).filter((name) => name.endsWith('.log')).length;
  const before = nights();
  const done = ended(start({}));
  await until(() => nights() > before);
  t.match(await night(), { code: 75, stdout: 'nightly: the night before is still running\n' });
  t.equal((await done).code, 0);
});
