/** Environments that exist, read from their markers. */
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { environmentPrefix, type Lock } from './location.ts';

/** Written last into an environment: without it an environment is not one. */
export const MARKER = 'vla-harness.json';

const marker = z.object({
  version: z.string(),
  /** The interpreter that it was made from. */
  interpreter: z.string(),
  buildSec: z.number(),
});

export type Marker = z.infer<typeof marker>;

export interface Environment extends Readonly<Marker> {
  /** The interpreter inside it. */
  readonly python: string;
  readonly folder: string;
}

/** A sound environment for this lock and choice of interpreter, or null; starts no process. */
export function findEnvironment(cache: string, lock: Lock, chosen: string | undefined): Environment | null {
  if (!existsSync(cache)) return null;
  for (const name of readdirSync(cache).sort()) {
    const environment = name.startsWith(environmentPrefix(lock)) ? readEnvironment(join(cache, name)) : null;
    if (environment && suits(environment, chosen)) return environment;
  }
  return null;
}

/** Null where the marker is missing or torn, or the interpreter has vanished. */
export function readEnvironment(folder: string): Environment | null {
  const read = readMarker(join(folder, MARKER));
  const python = join(folder, 'bin', 'python');
  return read && existsSync(python) ? { python, folder, ...read } : null;
}

function readMarker(file: string): Marker | null {
  if (!existsSync(file)) return null;
  try {
    return marker.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

/** Any will do, unless one was chosen. */
function suits({ interpreter }: Environment, chosen: string | undefined): boolean {
  return chosen === undefined || (existsSync(chosen) && realpathSync(chosen) === interpreter);
}
