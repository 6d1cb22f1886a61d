import type { Manifest } from '../../harness/record/manifest.ts';
import type { EpisodeRecord } from '../../harness/types.ts';
import type { PlannedEpisode } from '../input.ts';
import { type Entry, entriesOf, type Setting, settingOf } from '../pairing/index.ts';
import { policyName } from '../policy-name.ts';
import type { Baseline } from '../schema/baseline.ts';
import { grouped } from '../summary/grouped.ts';
import { settle } from '../summary/settle.ts';
import { countsOf } from '../summary/tally.ts';

/** What a run is judged against, or a run itself: from a run folder or a baseline file alike. */
export interface Side {
  readonly runId: string;
  readonly policy: Baseline['policy'];
  readonly setting: Setting;
  readonly entries: readonly Entry[];
  readonly blessedAt: string | null;
  readonly blessedBy: string | null;
}

export interface Recorded {
  readonly manifest: Manifest;
  readonly episodes: readonly PlannedEpisode[];
  readonly records: readonly EpisodeRecord[];
}

export function sideOfRun({ manifest, episodes, records }: Recorded): Side {
  const { fingerprint, privileged } = manifest.policy;
  return {
    runId: manifest.runId,
    policy: { name: policyName(manifest.request.policy), fingerprint, privileged },
    setting: settingOf(manifest),
    entries: entriesOf(episodes, records),
    blessedAt: null,
    blessedBy: null,
  };
}

export function sideOfBaseline({ runId, policy, setting, blessedAt, blessedBy, cells }: Baseline): Side {
  const entries = cells.flatMap(({ scenarioId, conditionId, assignments, control, episodes }) =>
    episodes.map(
      ([replicate, outcome, digest, initialStateHash]): Entry => ({
        episodeId: `${scenarioId}/${conditionId}/${replicate}`,
        scenarioId,
        conditionId,
        assignments,
        control,
        replicate,
        digest,
        initialStateHash,
        outcome,
      }),
    ),
  );
  return { runId, policy, setting, entries, blessedAt, blessedBy };
}

export const countsOfRun = ({ episodes, records }: Recorded): Baseline['counts'] => countsOf(settle(episodes, records));

/** A run as a baseline file. */
export function blessed(run: Recorded, by: string | null, at: string): Baseline {
  const { runId, policy, setting, entries } = sideOfRun(run);
  const cells = [...grouped(entries, ({ scenarioId, conditionId }) => `${scenarioId}/${conditionId}`).values()];
  return {
    schemaVersion: 1,
    kind: 'baseline',
    blessedAt: at,
    blessedBy: by,
    runId,
    policy,
    setting,
    counts: countsOfRun(run),
    cells: cells.map((cell) => {
      const [{ scenarioId, conditionId, assignments, control }] = cell;
      const episodes = cell.map((each): Baseline['cells'][number]['episodes'][number] => [
        each.replicate,
        each.outcome,
        each.digest,
        each.initialStateHash,
      ]);
      return { scenarioId, conditionId, assignments, control, episodes };
    }),
  };
}

/** One episode a line, so that a change of the file can be read as a difference of episodes. */
export function baselineText({ cells, ...head }: Baseline): string {
  const lines = cells.map(({ episodes, ...cell }) => {
    const rows = episodes.map((row) => `      ${JSON.stringify(row)}`).join(',\n');
    return `    ${JSON.stringify(cell).slice(0, -1)},"episodes":[\n${rows}\n    ]}`;
  });
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "cells": [\n${lines.join(',\n')}\n  ]\n}\n`;
}
