import type { Manifest } from '../../harness/record/manifest.ts';
import type { EpisodeRecord, EpisodeSpec } from '../../harness/types.ts';
import { cellKey, plannedEpisode } from '../input.ts';
import { entriesOf, FIELDS, type Field, type RecordedEntry, settingOf } from '../pairing/index.ts';
import type { ComparedEpisode, Entrant } from './entrant.ts';

export interface RunInput {
  readonly location: string;
  readonly manifest: Manifest;
  readonly episodes: readonly EpisodeSpec[];
  readonly records: readonly EpisodeRecord[];
}

/** A run of this harness as an entrant. What nothing could carry to its policy was not planned for it. */
export function entrantOfRun({ location, manifest, episodes, records }: RunInput): Entrant {
  const skipped = new Set(manifest.unsupported.map(cellKey));
  const run = episodes.filter((spec) => !skipped.has(cellKey(spec)));
  const entries = entriesOf(run.map(plannedEpisode), records);
  const { policy, request, runId } = manifest;
  return {
    name: request.policy,
    source: 'run',
    location,
    runId,
    policy: { fingerprint: policy.fingerprint, privileged: policy.privileged },
    setting: settingValues(manifest),
    episodes: entries.map((entry, at) => comparedEpisode(entry, run[at]!)),
  };
}

function settingValues(manifest: Manifest): Entrant['setting'] {
  const setting = settingOf(manifest);
  const values = (Object.keys(FIELDS) as Field[]).map((field) => [
    field,
    { value: setting[field], essential: FIELDS[field].essential },
  ]);
  return { schemaVersion: { value: manifest.schemaVersion, essential: true }, ...Object.fromEntries(values) };
}

function comparedEpisode(entry: RecordedEntry, spec: EpisodeSpec): ComparedEpisode {
  const { record, planned: _, ...rest } = entry;
  return {
    ...rest,
    seedKey: `${spec.scenarioId}/${spec.seed}`,
    end: record?.end ?? null,
    steps: record?.steps ?? null,
    instruction: record?.instructionSent ?? spec.instruction,
    spec,
  };
}
