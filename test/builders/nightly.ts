/** What docs/nightly.md asks for and names: its blocks, and a folder with a blessed baseline, rules and `harness` on the path. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import { fakeBridgeCommand } from '../fakes/bridge-command.ts';
import { FrontDoor } from './front-door.ts';
import { oneFactor } from './suite.ts';

export const ROOT = join(import.meta.dirname, '..', '..');
const DOCUMENT = readFileSync(join(ROOT, 'docs', 'nightly.md'), 'utf8');
const SUITE = oneFactor(8);
const RULES = 'alpha: 0.05\nrules:\n  nominal: { kind: non-inferiority, over: nominal, margin: 0.4 }\n';

/** Of the document, by what stands behind its fence. */
export function block(kind: string): string {
  const found = DOCUMENT.match(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'm'));
  if (!found) throw new Error(`docs/nightly.md has no block '${kind}'`);
  return found[1]!;
}

/** A folder with a blessed baseline and rules, and what the environment must hold for `harness` to be on the path. */
export async function prepared(t: Test): Promise<{ harness: FrontDoor; env: Record<string, string> }> {
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
/** A bridge on which no episode starts. */
export const broken = (): string => JSON.stringify(fakeBridgeCommand([DEAD]).argv);
