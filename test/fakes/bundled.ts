import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';

/** Within `node_modules`, where a bundle still finds the packages that it leaves out. */
const FOLDER = join(import.meta.dirname, '..', '..', 'node_modules', '.cache', 'harness-fakes');
const files = new Map<string, string>();

/** A fake as one file of JavaScript, so that a process of it compiles nothing: several hundred milliseconds a start. */
export function bundled(source: string): string {
  const known = files.get(source) ?? written(source);
  files.set(source, known);
  return known;
}

/** Named for what it holds, and whole from the start: test files that run at once share it. */
function written(source: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [source],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  const { contents } = outputFiles[0]!;
  const file = join(FOLDER, `${createHash('sha256').update(contents).digest('hex').slice(0, 16)}.mjs`);
  if (existsSync(file)) return file;
  mkdirSync(FOLDER, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, contents);
  renameSync(draft, file);
  return file;
}
