/** Builds an environment beside its place and moves it there whole: who looks sees all of it or nothing. */
import { createHash } from 'node:crypto';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { HarnessError } from '../errors.ts';
import { onExit } from '../on-exit.ts';
import { privateFolder, sweepPrivate } from '../private-folder.ts';
import { makeFolder } from '../record/make-folder.ts';
import { type Environment, MARKER, type Marker, readEnvironment } from './find.ts';
import { type Interpreter, installHint } from './interpreter.ts';
import { environmentPrefix, type Lock, type PythonVersion } from './location.ts';
import { pipInstall } from './pip.ts';
import type { Progress } from './progress.ts';
import { runCommand } from './run-command.ts';
import { uvEnvironment } from './uv.ts';

interface BuildOptions {
  readonly lock: Lock;
  readonly cache: string;
  readonly progress: Progress;
}

const VENV_DEADLINE_MS = 180_000;
/** The first import of torch reads a gigabyte. */
const IMPORT_DEADLINE_MS = 300_000;
const PRIVATE = '.private-';

/** Builds in a private folder that is gone afterwards, whether this succeeds, fails or is interrupted. */
export async function buildEnvironment(interpreter: Interpreter, options: BuildOptions): Promise<Environment> {
  const { lock, cache } = options;
  await makeFolder(cache);
  sweepPrivate(cache, PRIVATE);
  const target = join(cache, nameOf(lock, interpreter));
  const there = readEnvironment(target);
  if (there) return there;
  const startedMs = performance.now();
  const folder = privateFolder(cache, PRIVATE);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const forget = onExit(remove);
  try {
    await fill(folder, interpreter, options);
    const buildSec = Math.round((performance.now() - startedMs) / 100) / 10;
    writeMarker(folder, { version: interpreter.version, interpreter: interpreter.path, buildSec });
    return putInPlace(folder, target, cache);
  } finally {
    remove();
    forget();
  }
}

/** True when everything of the lock that the bridge needs can be imported. */
export async function importsWork(python: string, lock: Lock): Promise<boolean> {
  const check = `import sys${lock.modules.map((name) => `, ${name}`).join('')}`;
  return (await runCommand([python, '-I', '-c', check], { deadlineMs: IMPORT_DEADLINE_MS })).ok;
}

/** Takes an environment out of its place at once, then removes it. */
export function discard(cache: string, folder: string): void {
  const aside = join(privateFolder(cache, PRIVATE), 'discarded');
  try {
    renameSync(folder, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  rmSync(join(aside, '..'), { recursive: true, force: true });
}

async function fill(folder: string, interpreter: Interpreter, { lock, progress }: BuildOptions): Promise<void> {
  progress.update(`Python ${interpreter.version}`);
  await makeVenv(interpreter, folder, lock.python);
  const python = join(folder, 'bin', 'python');
  await pipInstall(python, lock, progress.update);
  progress.update('checking imports');
  if (await importsWork(python, lock)) return;
  throw new HarnessError(
    'E_PYTHON',
    `expected ${lock.modules.join(', ')} to import with ${interpreter.path}, got an ImportError`,
  );
}

async function makeVenv(interpreter: Interpreter, folder: string, wanted: PythonVersion): Promise<void> {
  if (interpreter.hasEnsurepip) {
    const made = await runCommand([interpreter.path, '-m', 'venv', folder], { deadlineMs: VENV_DEADLINE_MS });
    if (made.ok) return;
    throw new HarnessError(
      'E_PYTHON',
      `${interpreter.path} -m venv ${made.how}: ${made.stderr.trim().split('\n').at(-1)}`,
    );
  }
  if (await uvEnvironment(interpreter.path, folder)) return;
  throw new HarnessError(
    'E_PYTHON',
    `expected a Python that can make environments, got ${interpreter.path} without venv`,
    {
      hint: installHint(wanted),
    },
  );
}

const nameOf = (lock: Lock, { version, path }: Interpreter): string =>
  `${environmentPrefix(lock)}${version}-${createHash('sha256').update(path).digest('hex').slice(0, 6)}`;

const writeMarker = (folder: string, marker: Marker): void =>
  writeFileSync(join(folder, MARKER), `${JSON.stringify(marker, null, 2)}\n`);

/** First come, first kept: a sound environment that another process put there meanwhile is used, a broken one makes way. */
function putInPlace(folder: string, target: string, cache: string): Environment {
  if (!renamed(folder, target) && !readEnvironment(target)) {
    discard(cache, target);
    renamed(folder, target);
  }
  const environment = readEnvironment(target);
  if (environment) return environment;
  throw new HarnessError('E_PYTHON', `expected a finished environment in ${target}, got a broken one`);
}

/** False where something stands in the way. */
function renamed(folder: string, target: string): boolean {
  try {
    renameSync(folder, target);
    return true;
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return false;
    throw error;
  }
}
