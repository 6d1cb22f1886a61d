import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../errors.ts';
import { RunFolder } from '../record/folder.ts';
import { readAttempts } from '../record/log.ts';
import type { Manifest, RunRequest } from '../record/manifest.ts';
import { didYouMean, listed } from '../suggest.ts';
import type { EpisodeRecord, EpisodeSpec } from '../types.ts';

export interface RecordedRun {
  readonly folder: RunFolder;
  readonly manifest: Manifest;
  readonly episodes: readonly EpisodeSpec[];
  readonly records: readonly EpisodeRecord[];
  /** The log ends in the middle of a line, which is not among the records. */
  readonly torn: boolean;
}

export interface RecordedEpisode {
  readonly run: RecordedRun;
  readonly episode: EpisodeSpec;
  /** In order; the last one counts. Empty when the episode has not run. */
  readonly attempts: readonly EpisodeRecord[];
}

/** A run by its folder, by its name under `runs/`, or `latest`. */
export async function findRun(name: string, home: string): Promise<RecordedRun> {
  for (const path of await candidates(name, home)) {
    const run = await readRun(path);
    if (run) return run;
  }
  throw await noRun(name, home);
}

/** The same, of which only the manifest is read. */
export async function folderOf(name: string, home: string): Promise<RunFolder> {
  for (const path of await candidates(name, home)) {
    const folder = new RunFolder(path);
    if (await folder.readManifest()) return folder;
  }
  throw await noRun(name, home);
}

async function noRun(name: string, home: string): Promise<HarnessError> {
  const known = await runNames(home);
  return new HarnessError('E_RUN', `no run '${name}': expected a run folder, a name under ${home}/ or 'latest'`, {
    hint: didYouMean(name, known) ?? `known runs: ${listed(known, 5)}`,
  });
}

/** The newest run under `home` whose request is of this kind; null when there is none. */
export async function newestRun(home: string, wanted: (request: RunRequest) => boolean): Promise<RecordedRun | null> {
  for (const path of await candidates('latest', home)) {
    const run = await readRun(path).catch(unlessRecords);
    if (run && run.records.length > 0 && wanted(run.manifest.request)) return run;
  }
  return null;
}

/** For what can be done without: damage there is not this command's trouble. */
export function unlessRecords(error: unknown): null {
  if (error instanceof HarnessError && error.code === 'E_RECORDS') return null;
  throw error;
}

async function readRun(path: string): Promise<RecordedRun | null> {
  const folder = new RunFolder(path);
  const manifest = await folder.readManifest();
  if (!manifest) return null;
  const { records, torn } = await readAttempts(folder.episodesFile);
  return { folder, manifest, episodes: await folder.readPlan(), records, torn };
}

async function candidates(name: string, home: string): Promise<string[]> {
  if (name !== 'latest') return [name, join(home, name)];
  return (await runNames(home)).reverse().map((each) => join(home, each));
}

async function runNames(home: string): Promise<string[]> {
  try {
    return (await readdir(home)).sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** An episode of a run by its id, `scenario/condition/replicate`. */
export function findEpisode(run: RecordedRun, episodeId: string): RecordedEpisode {
  const episode = run.episodes.find((each) => each.episodeId === episodeId);
  if (!episode) {
    const known = run.episodes.map((each) => each.episodeId);
    throw new HarnessError('E_RUN', `no episode '${episodeId}' in this run: expected one of ${listed(known, 3)}`, {
      hint: didYouMean(episodeId, known),
    });
  }
  const attempts = run.records.filter((each) => each.episodeId === episodeId).sort((a, b) => a.attempt - b.attempt);
  return { run, episode, attempts };
}
