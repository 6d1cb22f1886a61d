import { HarnessError } from '../../harness/errors.ts';
import type { ComparedEpisode, Entrant } from '../compare/index.ts';

/** One episode as others tell it. */
export interface ForeignRow {
  readonly policy: string;
  readonly scenario: string;
  readonly assignments: ComparedEpisode['assignments'];
  readonly seed: string;
  /** Repeats of one seed. */
  readonly repeat: string;
  readonly outcome: ComparedEpisode['outcome'];
  readonly end: string | null;
  readonly steps: number | null;
}

export interface Origin {
  readonly source: Entrant['source'];
  readonly location: string;
  readonly setting: Entrant['setting'];
}

/**
 * The entrants of some rows, in the order in which their policies come.
 *
 * @param locate says where a row stands, for the complaint about a second one of the same episode.
 * @throws HarnessError `E_INPUT` for an episode that is there twice.
 */
export function entrantsOfRows(
  rows: readonly ForeignRow[],
  origin: Origin,
  locate: (row: number) => HarnessError['location'],
): Entrant[] {
  const byPolicy = new Map<string, Map<string, { episode: ComparedEpisode; row: number }>>();
  for (const [at, row] of rows.entries()) {
    const known = byPolicy.get(row.policy) ?? new Map();
    byPolicy.set(row.policy, known);
    const episode = episodeOf(row);
    const other = known.get(episode.episodeId);
    if (other) throw repeated(row, locate(at), locate(other.row));
    known.set(episode.episodeId, { episode, row: at });
  }
  return [...byPolicy].map(([name, episodes]) => ({
    name,
    ...origin,
    runId: null,
    policy: { fingerprint: null, privileged: false },
    episodes: [...episodes.values()].map(({ episode }) => episode),
  }));
}

function episodeOf({ scenario, assignments, seed, repeat, outcome, end, steps }: ForeignRow): ComparedEpisode {
  const conditionId = assignments.map(({ factor, level }) => `${factor}=${level}`).join('+') || 'nominal';
  return {
    episodeId: `${scenario}/${conditionId}/${seed}${repeat === '' ? '' : `/${repeat}`}`,
    scenarioId: scenario,
    conditionId,
    assignments,
    control: false,
    replicate: 0,
    digest: '',
    initialStateHash: null,
    outcome,
    seedKey: `${scenario}/${seed}`,
    end,
    steps,
    instruction: null,
    spec: null,
  };
}

function repeated(
  { policy, scenario, seed }: ForeignRow,
  location: HarnessError['location'],
  other: HarnessError['location'],
): HarnessError {
  const where = other ? `${other.file}:${other.line}` : 'before';
  return new HarnessError(
    'E_INPUT',
    `expected one row for each episode of a policy; got a second one of policy ${policy}, scenario ${scenario}, seed ${seed} (the first: ${where})`,
    { location, hint: 'repeats of a seed need a column replicate' },
  );
}
