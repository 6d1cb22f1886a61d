/** The jobs of docs/scale.md, acted out: each share by itself, then joined. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { parse } from 'yaml';
import { canonicalRows } from '../../harness/record/canonical.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { SMALL } from '../builders/suite.ts';
import { fakeBridgeCommand } from '../fakes/bridge.ts';

const ROOT = join(import.meta.dirname, '..', '..');
const DOCUMENT = readFileSync(join(ROOT, 'docs', 'scale.md'), 'utf8');
const SHARES = 8;

/** A block of the document, for a suite that is small. */
function block(kind: string): string {
  const [, text] = DOCUMENT.match(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'm')) ?? [];
  return text!.replaceAll('--suite ood', '--suite small.yaml --episodes 2 --floors none');
}

/** Runs a script with `harness` on the path; gives its exit code. */
function shell(harness: FrontDoor, script: string, variables: Record<string, string>): number | null {
  const bin = join(harness.folder, 'bin');
  mkdirSync(bin, { recursive: true });
  const cli = join(ROOT, 'dist', 'harness', 'cli.js');
  writeFileSync(join(bin, 'harness'), `#!/bin/sh\nexec "${process.execPath}" "${cli}" "$@"\n`, { mode: 0o755 });
  const env = {
    ...process.env,
    PATH: `${bin}:${process.env.PATH}`,
    POLICY: 'oracle',
    HARNESS_BRIDGE: JSON.stringify(fakeBridgeCommand([]).argv),
    ...variables,
  };
  return spawnSync('bash', ['-c', script], { cwd: harness.folder, env, timeout: 120_000 }).status;
}

async function whole(t: Test): Promise<FrontDoor> {
  const harness = new FrontDoor(t);
  harness.file('small.yaml', SMALL);
  const run = ['run', '--suite', 'small.yaml', '--episodes', '2', '--floors', 'none', '--policy', 'oracle'];
  t.match(await harness.run([...run, '--out', 'alone'], []), { code: 0 });
  return harness;
}

async function joinedIsAlone(t: Test, harness: FrontDoor): Promise<void> {
  t.equal(shell(harness, 'harness log merge runs/big/shard-* --out runs/big/whole', {}), 0);
  t.same(canonicalRows(await harness.records('runs/big/whole')), canonicalRows(await harness.records('alone')));
}

t.test('an array job of Slurm', async (t) => {
  const harness = await whole(t);
  const script = block('bash').replace('--workers 4', '--workers 1');
  for (let task = 1; task <= SHARES; task++) {
    const variables = { SLURM_ARRAY_TASK_ID: String(task), SLURM_ARRAY_TASK_COUNT: String(SHARES) };
    t.equal(shell(harness, script, variables), 0, `task ${task}`);
  }
  await joinedIsAlone(t, harness);
});

t.test('an indexed job of Kubernetes', async (t) => {
  const harness = await whole(t);
  const { spec } = parse(block('yaml'));
  t.equal(spec.completions, SHARES);
  const [script] = spec.template.spec.containers[0].args as [string];
  for (let index = 0; index < SHARES; index++) {
    const here = script.replace('/runs/', 'runs/');
    t.equal(shell(harness, `${here} --workers 1`, { JOB_COMPLETION_INDEX: String(index) }), 0, `index ${index}`);
  }
  await joinedIsAlone(t, harness);
});
