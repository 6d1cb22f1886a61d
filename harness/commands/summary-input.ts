import { plannedEpisode, runFacts, type SummaryInput } from '../../reports/index.ts';
import { readJson } from '../record/folder.ts';
import type { RecordedRun } from '../run/find-run.ts';

type References = Pick<SummaryInput, 'oracle' | 'floors' | 'stopped'>;

/** What `summarize` needs of a run, from its folder: the same as it had while the run was live. */
export async function summaryInput({ folder, manifest, episodes, records }: RecordedRun): Promise<SummaryInput> {
  const plan = { episodes: episodes.map(plannedEpisode), unsupported: manifest.unsupported };
  const references = (await readJson<References>(folder.referencesFile)) ?? {};
  return { facts: runFacts(manifest), plan, records, ...references };
}
