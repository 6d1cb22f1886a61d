/** The bridge's Python environment: built once for each lock and interpreter, found again without starting anything. */
import { HarnessError } from '../errors.ts';
import { buildEnvironment, discard, importsWork } from './build.ts';
import { type Environment, findEnvironment } from './find.ts';
import { findInterpreter } from './interpreter.ts';
import { cacheFolder, type Lock, lockOf } from './location.ts';
import { type Progress, SILENT } from './progress.ts';

export interface EnvironmentOptions {
  /** Default: the lock of the bridge's runtime. */
  readonly lock?: Lock;
  readonly cache?: string;
  /** Default: `HARNESS_PYTHON`. */
  readonly chosen?: string;
  readonly progress?: Progress;
}

const inFlight = new Map<string, Promise<Environment>>();

/**
 * The environment, ready to use; workers that ask at once share one build, other processes the one that is done first.
 * @throws `E_PYTHON`: no interpreter, no network, no room, a package whose hash differs
 */
export async function ensureEnvironment(options: EnvironmentOptions = {}): Promise<Environment> {
  const { lock, cache, chosen, progress } = settled(options);
  const found = findEnvironment(cache, lock, chosen);
  if (found) return found;
  const key = JSON.stringify([cache, lock.hash, chosen]);
  const building = inFlight.get(key) ?? build(lock, cache, chosen, progress);
  inFlight.set(key, building);
  try {
    return await building;
  } finally {
    inFlight.delete(key);
  }
}

/** For when the bridge could not import: builds the environment anew if that is why. True when it did. */
export async function rebuildIfBroken(options: EnvironmentOptions = {}): Promise<boolean> {
  const { lock, cache, chosen } = settled(options);
  const found = findEnvironment(cache, lock, chosen);
  if (found && (await importsWork(found.python, lock))) return false;
  if (found) discard(cache, found.folder);
  await ensureEnvironment(options);
  return true;
}

function settled(options: EnvironmentOptions) {
  const { lock = lockOf('runtime'), cache = cacheFolder(), progress = SILENT } = options;
  return { lock, cache, progress, chosen: options.chosen ?? (process.env.HARNESS_PYTHON || undefined) };
}

async function build(lock: Lock, cache: string, chosen: string | undefined, progress: Progress): Promise<Environment> {
  progress.begin(`setting up Python for the simulator (once${lock.size ? `; ${lock.size}` : ''})`);
  try {
    const environment = await buildEnvironment(await findInterpreter(chosen, lock.python), { lock, cache, progress });
    progress.end(
      `Python ${environment.version} for the simulator is ready in ${environment.folder} (${environment.buildSec.toFixed(1)} s)`,
    );
    return environment;
  } catch (error) {
    progress.end('Python for the simulator could not be set up');
    if (error instanceof HarnessError) throw error;
    throw new HarnessError(
      'E_PYTHON',
      `could not build the Python environment in ${cache}: ${(error as Error).message}`,
      {
        cause: error,
        hint: 'XDG_CACHE_HOME chooses another cache folder',
      },
    );
  }
}
