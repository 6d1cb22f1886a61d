import { plannedEpisode, type RunFacts, type Summary, summarize, summaryJson } from '../../../reports/index.ts';
import { onDisk } from '../../record/disk.ts';
import { eachAttempt } from '../../record/log.ts';
import { writeWhole } from '../../record/write-whole.ts';
import type { EpisodeRecord } from '../../types.ts';
import { RUNS_HOME } from '../options.ts';
import type { Begun } from './execution.ts';
import { floors } from './floors.ts';
import { oracleRates } from './solvability.ts';

/** Sums the run up from what is on the disk, and leaves the summary there. */
export async function leftSummary(begun: Begun, facts: RunFacts): Promise<Summary> {
  const { chosen, prepared, options, gate } = begun;
  const records = await bareRecords(chosen.folder.episodesFile);
  const plan = {
    episodes: Array.from(begun.plan, plannedEpisode),
    unsupported: prepared.unsupported.map(({ condition, reason }) => ({ ...condition, reason })),
  };
  const references = {
    oracle: await oracleRates(options.suite, plan.episodes, RUNS_HOME),
    floors: await floors(begun),
  };
  const stopped = gate?.stopped(records) ?? null;
  const summary = summarize({ facts, plan, records, ...references, stopped });
  await onDisk('the summary', async () => {
    await writeWhole(chosen.folder.referencesFile, `${JSON.stringify({ ...references, stopped })}\n`);
    await writeWhole(chosen.folder.summaryFile, summaryJson(summary));
  });
  return summary;
}

/** All attempts without what no summary needs, which is most of them. */
async function bareRecords(file: string): Promise<readonly EpisodeRecord[]> {
  const records: EpisodeRecord[] = [];
  await eachAttempt(file, ({ milestones: _, ...record }) => {
    const evidence = { ...record.evidence, details: [], signature: null };
    records.push({ ...record, evidence, inferenceMs: [], stages: [] });
  });
  return records;
}
