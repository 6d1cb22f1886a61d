/** Three made-up nights, and a site of them by the real command line. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Test } from 'tap';
import { FrontDoor } from './front-door.ts';
import { type MadeRun, writeRun } from './run-folder.ts';

const CONDITIONS = ['object=new_color', 'lighting=dim'];

/** One night of a policy that solves the replicates below `solves`. */
export function night(
  harness: FrontDoor,
  name: string,
  day: number,
  policy: string,
  solves: number,
  more: Partial<MadeRun> = {},
) {
  const createdAt = `2026-11-${String(day).padStart(2, '0')}T01:30:00.000Z`;
  writeRun(join(harness.folder, name), {
    policy,
    replicates: 8,
    conditions: CONDITIONS,
    outcome: ({ replicate }) => (replicate < solves ? 'success' : 'failure'),
    row: () => ({ startedAt: createdAt }),
    manifest: { runId: name, createdAt },
    ...more,
  });
}

export function nights(t: Test): FrontDoor {
  const harness = new FrontDoor(t);
  night(harness, 'one', 1, 'good', 8);
  night(harness, 'two', 2, 'good', 7);
  night(harness, 'three', 3, 'poor', 1);
  return harness;
}

export const site = (harness: FrontDoor, ...parts: string[]): string => join(harness.folder, 'site', ...parts);
export const read = (harness: FrontDoor, ...parts: string[]): string => readFileSync(site(harness, ...parts), 'utf8');
export const history = (harness: FrontDoor) => JSON.parse(read(harness, 'history.json'));
export const publish = (harness: FrontDoor, ...args: string[]) => harness.run(['publish', ...args, '--site', 'site']);

/** Every file below a folder with its text. */
export function snapshot(folder: string): Record<string, string> {
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  const plain = files.filter((name) => statSync(join(folder, name)).isFile());
  return Object.fromEntries(plain.map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}
