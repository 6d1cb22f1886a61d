import { readFile, stat } from 'node:fs/promises';
import { baselineSchema, type Side, sideOfBaseline, sideOfRun } from '../../../reports/gate/index.ts';
import { plannedEpisode } from '../../../reports/index.ts';
import { HarnessError } from '../../errors.ts';
import { canonicalJson, sha256 } from '../../record/canonical.ts';
import { checked } from '../../record/checked.ts';
import { readJson } from '../../record/folder.ts';
import { findRun, type RecordedRun } from '../../run/find-run.ts';
import { requireSoundRows } from '../../run/sound-rows.ts';
import { RUNS_HOME } from '../options.ts';

export type BaselineSide = Side & { readonly digest: string };

const TORN = 'the last line of the log is torn and not counted: its episode is not run';

/** A run whose every row is an attempt of its own plan. */
export async function readRun(name: string): Promise<RecordedRun> {
  const run = await findRun(name, RUNS_HOME);
  requireSoundRows(run);
  if (run.torn) process.stderr.write(`${run.folder.episodesFile}: ${TORN}\n`);
  return run;
}

export const recordedOf = ({ manifest, episodes, records }: RecordedRun) => ({
  manifest,
  episodes: episodes.map(plannedEpisode),
  records,
});

/** A baseline file, or a run to take as one. */
export async function readBaseline(name: string): Promise<BaselineSide> {
  const isFile = (await stat(name).catch(() => null))?.isFile() ?? false;
  const side = isFile ? await fromFile(name) : sideOfRun(recordedOf(await readRun(name).catch(missing(name))));
  const outcomes = side.entries.map(({ episodeId, digest, initialStateHash, outcome }) => [
    episodeId,
    digest,
    initialStateHash,
    outcome,
  ]);
  return { ...side, digest: sha256(canonicalJson([side.runId, outcomes])) };
}

async function fromFile(file: string): Promise<Side> {
  const location = { file, line: 1, column: 1 };
  const baseline = checked(baselineSchema, await readJson<unknown>(file), location);
  const side = sideOfBaseline(baseline);
  const seen = new Set<string>();
  for (const { episodeId } of side.entries) {
    if (!seen.has(episodeId)) seen.add(episodeId);
    else
      throw new HarnessError('E_RECORDS', `expected each episode once, got ${episodeId} twice`, {
        location: await at(file, side, episodeId),
      });
  }
  return side;
}

/** Line of the second row of an episode, as the file is written: one row a line. */
async function at(file: string, side: Side, episodeId: string) {
  const entry = side.entries.findLast((each) => each.episodeId === episodeId)!;
  const lines = (await readFile(file, 'utf8')).split('\n');
  const line = lines.findLastIndex((text) => text.includes(`"${entry.digest}"`));
  return { file, line: Math.max(1, line + 1), column: 1 };
}

const missing =
  (name: string) =>
  (error: unknown): never => {
    if (!(error instanceof HarnessError) || error.code !== 'E_RUN') throw error;
    const message = `no baseline '${name}': expected a file of harness baseline bless, a run folder or a run's name`;
    throw new HarnessError('E_RUN', message, { ...(error.hint ? { hint: error.hint } : {}), cause: error });
  };
