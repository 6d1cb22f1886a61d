/** The jobs of docs/scale.md, acted out: each share by itself, then joined. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import { canonicalRows } from '../../harness/record/canonical.ts';
import type { FrontDoor } from './front-door.ts';
import { rowsOfOne } from './queue-stage.ts';
import { withHarness } from './shell.ts';

const DOCUMENT = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'scale.md'), 'utf8');
const LIMIT_MS = 120_000;

/** A block of the document, for a suite that is small. */
export function block(kind: string): string {
  const [, text] = DOCUMENT.match(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\`$`, 'm')) ?? [];
  return text!.replaceAll('--suite ood', '--suite small.yaml --floors none');
}

/** Runs a script with `harness` on the path; gives its exit code. */
export function shell({ folder }: FrontDoor, script: string, variables: Record<string, string>): number | null {
  const env = { ...withHarness(folder), POLICY: 'oracle', ...variables };
  return spawnSync('bash', ['-c', script], { cwd: folder, env, timeout: LIMIT_MS }).status;
}

/** By the command of the document. */
export async function joinedIsAlone(t: Test, harness: FrontDoor): Promise<void> {
  const [merge] = DOCUMENT.match(/harness log merge runs\/big\/shard-\* --out runs\/big\/whole/)!;
  t.equal(shell(harness, merge, {}), 0);
  t.same(canonicalRows(await harness.records('runs/big/whole')), await rowsOfOne(t));
}
