import {
  cellKey,
  type PlannedEpisode,
  plannedEpisode,
  type RunFacts,
  type Summary,
  summarize,
  summaryJson,
} from '../../../reports/index.ts';
import { onDisk } from '../../record/disk.ts';
import { eachAttempt } from '../../record/log.ts';
import { writeWhole } from '../../record/write-whole.ts';
import type { EpisodeRecord, EpisodeSpec } from '../../types.ts';
import { RUNS_HOME } from '../options.ts';
import type { Begun } from './execution.ts';
import { floors } from './floors.ts';
import { oracleRates } from './solvability.ts';

/** Sums the run up from what is on the disk, and leaves the summary there. */
export async function leftSummary(begun: Begun, facts: RunFacts): Promise<Summary> {
  const { chosen, prepared, options, gate } = begun;
  const records = await bareRecords(chosen.folder.episodesFile);
  const plan = {
    episodes: Array.from(begun.plan, sharing()),
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

/** What the episodes of a condition have in common is one object for all of them: read from lines, each had its own. */
function sharing(): (episode: EpisodeSpec) => PlannedEpisode {
  const first = new Map<string, PlannedEpisode>();
  return (episode) => {
    const planned = plannedEpisode(episode);
    const key = cellKey(planned);
    const { scenarioId, conditionId, assignments, task } = first.get(key) ?? planned;
    if (!first.has(key)) first.set(key, planned);
    return { ...planned, scenarioId, conditionId, assignments, task };
  };
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
