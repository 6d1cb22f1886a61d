/** What this machine has: versions, Python, the cache folder, room on the disk. */
import { accessSync, constants, existsSync, statfsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { HarnessError } from '../errors.ts';
import { ensureEnvironment } from '../python/environment.ts';
import { cacheFolder, type Flavour, lockOf } from '../python/location.ts';
import { progressOn } from '../python/progress.ts';
import { runCommand } from '../python/run-command.ts';
import { harnessVersion } from '../run/surroundings.ts';
import { type Fact, factOf } from './fact.ts';

const LEAST_FREE_BYTES = 2e9;

/** Facts that hold for every simulator. */
export async function machineFacts(): Promise<readonly Fact[]> {
  return [
    await factOf(
      'harness',
      async () => `${await harnessVersion()} on Node ${process.version}, ${process.platform} ${process.arch}`,
    ),
    await factOf('cache folder', () => writable(cacheFolder())),
    await factOf('free disk for the cache', () => room(cacheFolder())),
    await factOf('free disk here', () => room(process.cwd())),
  ];
}

/** Facts about the Python that runs local bridges; builds the environment where there is none. */
export async function pythonFacts(flavour: Flavour): Promise<readonly Fact[]> {
  const environment = ensureEnvironment({ lock: lockOf(flavour), progress: progressOn(process.stderr) });
  return [
    await factOf('python', async () => {
      const { interpreter, version } = await environment;
      return `${version} (${interpreter})`;
    }),
    await factOf('python environment', async () => (await environment).folder),
    await factOf('python packages', async () => packagesOf((await environment).python)),
  ];
}

const LIST_PACKAGES = `
from importlib.metadata import distributions
print(", ".join(sorted(f"{d.metadata['Name'].lower()} {d.version}" for d in distributions() if d.metadata["Name"] not in ("pip", "setuptools"))))
`;

async function packagesOf(python: string): Promise<string> {
  const { ok, how, stdout } = await runCommand([python, '-I', '-c', LIST_PACKAGES], { deadlineMs: 30_000 });
  if (!ok) throw new HarnessError('E_PYTHON', `listing packages ${how}`);
  return stdout.trim();
}

function writable(folder: string): string {
  accessSync(existing(folder), constants.W_OK);
  return folder;
}

function room(folder: string): string {
  const { bavail, bsize } = statfsSync(existing(folder));
  const freeBytes = bavail * bsize;
  const text = `${(freeBytes / 1e9).toFixed(1)} GB free`;
  if (freeBytes >= LEAST_FREE_BYTES) return text;
  throw new HarnessError('E_OUTPUT', `expected ${LEAST_FREE_BYTES / 1e9} GB or more, got ${text}`);
}

/** The folder itself, or the nearest above that exists: where it would be made. */
function existing(folder: string): string {
  const absolute = resolve(folder);
  return existsSync(absolute) ? absolute : existing(dirname(absolute));
}
