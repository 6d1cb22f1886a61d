/** The workflow of docs/nightly.md, acted out: what is written there must work. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { parse } from 'yaml';
import { block, broken, prepared, ROOT } from '../builders/nightly.ts';
import { play, type Step } from '../builders/workflow.ts';

t.test('the workflow', async (t) => {
  const workflow = parse(block('yaml workflow')) as {
    env: Record<string, string>;
    defaults: unknown;
    jobs: { nightly: { steps: Step[] } };
  };
  t.same(workflow.defaults, { run: { shell: 'bash' } }, 'the shell that the test uses');
  const { harness, env } = await prepared(t);
  const folder = harness.folder;
  const git = (...args: string[]) =>
    spawnSync('git', args, { cwd: folder, env: { ...process.env, ...env }, encoding: 'utf8' });
  const here = (...parts: string[]) => join(folder, ...parts);

  // A package whose `bin` is the harness, for `npm ci` and `npx`, and a repository that it is pushed to.
  writeFileSync(
    here('harness.mjs'),
    `#!/usr/bin/env node\nawait import(${JSON.stringify(join(ROOT, 'dist/harness/cli.js'))});\n`,
  );
  chmodSync(here('harness.mjs'), 0o755);
  writeFileSync(here('package.json'), JSON.stringify({ name: 'x', version: '1.0.0', bin: { harness: 'harness.mjs' } }));
  spawnSync('npm', ['install', '--package-lock-only'], { cwd: folder, env: { ...process.env, ...env } });
  writeFileSync(here('.gitignore'), 'runs/\nsite/\ntmp/\nbin/\norigin.git/\n.runner/\n');
  git('init', '--quiet', '--initial-branch', 'main');
  for (const [key, value] of Object.entries({ 'user.name': 'ann', 'user.email': 'ann@example.com' }))
    git('config', key, value);
  git('init', '--quiet', '--bare', 'origin.git');
  git('remote', 'add', 'origin', here('origin.git'));
  git('add', '--all');
  t.equal(git('commit', '--quiet', '-m', 'Bless the first baseline').status, 0);
  const once = spawnSync('bash', ['-euo', 'pipefail', '-c', block('bash once')], {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: 'utf8',
  });
  t.equal(once.status, 0, once.stderr);
  t.ok(existsSync(here('baseline.json')), 'back on the branch');

  const uploaded: string[] = [];
  const nothing = (): void => {};
  const actions = {
    'actions/checkout': ({ with: given }: Step) => {
      spawnSync('rm', [
        '-rf',
        here('runs', 'tonight'),
        here('site'),
        ...['gate.json', 'gate.xml', 'gate.md'].map((name) => here(name)),
      ]);
      if (given?.ref) git('clone', '--quiet', '--branch', String(given.ref), here('origin.git'), String(given.path));
    },
    'actions/setup-node': nothing,
    'actions/setup-python': nothing,
    'actions/cache': nothing,
    'actions/upload-artifact': ({ with: given }: Step) => {
      for (const path of String(given?.path).trim().split('\n')) {
        uploaded.push(...readdirSync(folder).filter((name) => name.startsWith(path.replace('*', '').split('/')[0]!)));
      }
    },
    'actions/upload-pages-artifact': ({ with: given }: Step) => {
      if (!existsSync(here(String(given?.path), 'index.html'))) throw new Error('no site to upload');
    },
    'actions/deploy-pages': nothing,
  };
  const night = (more: Record<string, string>) =>
    play(workflow.jobs.nightly.steps, {
      folder,
      actions,
      env: { ...env, ...workflow.env, SUITE: 'small.yaml', POLICY: 'oracle', ...more },
    });
  const published = () => JSON.parse(git('--git-dir', 'origin.git', 'show', 'site:history.json').stdout).runs;
  const told = (job: ReturnType<typeof play>) =>
    job.steps.map(({ name, code, output }) => `${name}: ${code}\n${output}`).join('\n');

  const good = night({});
  t.equal(good.conclusion, 'success', told(good));
  t.match(good.summary, /Gate: pass/, 'step summary');
  t.match(published(), [{ gate: { verdict: 'pass' }, policy: { name: 'oracle' } }]);
  t.ok(uploaded.includes('runs') && uploaded.includes('gate.json'));
  const kept = git('--git-dir', 'origin.git', 'ls-tree', '-r', '--name-only', 'site', 'runs/').stdout;
  t.match(kept, /^runs\/[^/]+\/report\.html$/m, 'the full report');

  const worse = night({ POLICY: 'noop' });
  t.equal(worse.conclusion, 'failure');
  t.match(
    worse.steps.filter(({ code }) => code !== 0),
    [{ name: 'Verdict', code: 1 }],
    told(worse),
  );
  t.equal(worse.steps.length, workflow.jobs.nightly.steps.length, 'all others ran');
  t.match(published(), [{ gate: { verdict: 'pass' } }, { gate: { verdict: 'regression' } }]);

  const wrong = night({ SUITE: 'wrong.yaml' });
  t.equal(wrong.conclusion, 'failure', 'no such suite');
  t.match(
    wrong.steps.filter(({ code }) => code !== 0),
    [{ name: 'Run', code: 1 }],
  );
  t.equal(published().length, 2, 'what was published stays as it was');

  const dead = night({ HARNESS_BRIDGE: broken() });
  t.match(
    dead.steps.filter(({ code }) => code !== 0),
    [{ name: 'Verdict', code: 4 }],
    told(dead),
  );
  t.match(published()[2], { rate: { rate: null }, gate: { verdict: 'invalid' } });
});
