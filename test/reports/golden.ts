import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Test } from 'tap';

const FOLDER = new URL('golden/', import.meta.url);

/** Holds a text against `golden/<name>.txt`; with UPDATE_GOLDEN=1 it is written instead: look at the difference before a commit. */
export function sameAsGolden(t: Test, name: string, text: string): void {
  const file = new URL(`${name}.txt`, FOLDER);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(file, text);
  }
  t.equal(text, readFileSync(file, 'utf8'), name);
}
