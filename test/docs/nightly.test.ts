/** The workflow and the script of docs/nightly.md, acted out: what is written there must work. */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import t, { type Test } from 'tap';
import { parse } from 'yaml';
import { ended, FrontDoor, until } from '../builders/front-door.ts';
import { play, type Step } from '../builders/workflow.ts';
import { fakeBridgeCommand } from '../fakes/bridge.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const DOCUMENT = readFileSync(join(ROOT, 'docs', 'nightly.md'), 'utf8');
const SUITE = `task: pick_and_place
instruction: Put the {target} in the {receptacle}.
robot: panda
look: oak
maxSteps: 200
episodes: 8
objects:
  target: { model: cube, place: { region: left } }
  receptacle: { model: bowl, place: { region: right } }
factors:
  object:
    new_color: { objects.target.color: purple }
`;
const RULES = 'alpha: 0.05\nrules:\n  nominal: { kind: non-inferiority, over: nominal, margin: 0.4 }\n';

function block(kind: string): string {
  const found = DOCUMENT.match(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'm'));
  if (!found) throw new Error(`docs/nightly.md has no block '${kind}'`);
  return found[1]!;
}

/** A folder with a blessed baseline, rules, and `harness` on the path: what the document asks for. */
async function prepared(t: Test): Promise<{ harness: FrontDoor; env: Record<string, string> }> {
  const harness = new FrontDoor(t);
  harness.file('small.yaml', SUITE);
  harness.file('gate.yaml', RULES);
  const bin = join(harness.folder, 'bin');
  mkdirSync(bin);
  const cli = join(ROOT, 'dist', 'harness', 'cli.js');
  writeFileSync(join(bin, 'harness'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`, { mode: 0o755 });
  const run = ['run', '--suite', 'small.yaml', '--policy', 'oracle', '--floors', 'none', '--out', 'runs/good'];
  t.equal((await harness.run(run, [])).code, 0);
  t.equal((await harness.run(['baseline', 'bless', 'runs/good', '--by', 'ann', '--out', 'baseline.json'])).code, 0);
  const env = {
    PATH: `${bin}:${process.env.PATH}`,
    HOME: process.env.HOME ?? '/',
    NO_COLOR: '1',
    HARNESS_BRIDGE: JSON.stringify(fakeBridgeCommand([]).argv),
    npm_config_offline: 'true',
    GIT_CONFIG_GLOBAL: '/dev/null',
  };
  return { harness, env };
}

const DEAD = { kind: 'error', op: 'reset', code: 'E_PHYSICS', message: 'diverged', retryable: false } as const;
const broken = (): string => JSON.stringify(fakeBridgeCommand([DEAD]).argv);

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
