import { readdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { HarnessError } from '../errors.ts';
import { RunFolder, readJson } from '../record/folder.ts';
import { type AskedRun, differences, type Manifest } from '../record/manifest.ts';
import { unlessRecords } from './find-run.ts';
import { settledIn } from './settled.ts';

export interface Chosen {
  readonly folder: RunFolder;
  /** The manifest of the run to go on with; null for a new run. */
  readonly resumes: Manifest | null;
}

export interface Wish {
  readonly request: AskedRun;
  readonly planned: number;
  readonly out: string | null;
  readonly fresh: boolean;
  /** Where runs without `--out` live. */
  readonly home: string;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
}

/** The folder named by `--out`, else the newest unfinished run of the same request, else a new one. */
export async function chooseFolder(wish: Wish): Promise<Chosen> {
  if (wish.out !== null) return named(wish.out, wish);
  const unfinished = wish.fresh ? null : await newestUnfinished(wish);
  return unfinished ?? { folder: new RunFolder(resolve(wish.home, runId(wish))), resumes: null };
}

async function named(out: string, { request }: Wish): Promise<Chosen> {
  const folder = new RunFolder(resolve(out));
  const manifest = await folder.readManifest();
  const changed = manifest ? differences(manifest.request, request) : [];
  if (changed.length === 0) return { folder, resumes: manifest };
  throw new HarnessError('E_OUTPUT', `${out} holds another run: ${changed.join('; ')}`, {
    hint: 'choose another --out, or repeat the command that made it',
  });
}

async function newestUnfinished({ home, request, planned }: Wish): Promise<Chosen | null> {
  const names = (await folders(home)).sort().reverse();
  for (const name of names) {
    const folder = new RunFolder(resolve(home, name));
    const manifest = await folder.readManifest().catch(unlessRecords);
    if (!manifest || differences(manifest.request, request).length > 0) continue;
    return (await isFinished(folder, planned)) ? null : { folder, resumes: manifest };
  }
  return null;
}

/** All episodes have an outcome, or a rule has stopped it. */
async function isFinished(folder: RunFolder, planned: number): Promise<boolean> {
  if ((await settledIn(folder.episodesFile)) >= planned) return true;
  const references = await readJson<{ readonly stopped?: unknown }>(folder.referencesFile);
  return Boolean(references?.stopped);
}

/** Names of what may be runs; none where there is no such home. */
export async function folders(home: string): Promise<string[]> {
  try {
    const entries = await readdir(home, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** `20261121T063000Z-ood-oracle`: sorts by time, reads by eye. */
function runId({ request, nowMs }: Wish): string {
  const time = new Date(nowMs).toISOString().replace(/[-:]|\.\d+/g, '');
  const safe = (text: string) => text.replace(/[^A-Za-z0-9_.-]+/g, '_').slice(0, 40);
  const shard = request.shard ? [`shard-${request.shard.replace('/', '-of-')}`] : [];
  return join([time, safe(request.suite.split('/').at(-1) ?? ''), safe(request.policy), ...shard].join('-'));
}
