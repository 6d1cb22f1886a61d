import type { WorstCell } from '../schema/details.ts';
import { grouped } from '../summary/grouped.ts';
import type { Ledger } from '../summary/row.ts';
import { isValid } from '../summary/settle.ts';

const MOST_CELLS = 12;
const MOST_EPISODES = 20;

/** The cells with the lowest rates, each with how its failures ended. */
export function worstOf({ conditions, byCondition }: Ledger): WorstCell[] {
  return conditions
    .filter(({ control, unsupported }) => !control && unsupported === null)
    .flatMap(({ key, scenarioId, conditionId }) => {
      const valid = (byCondition.get(key) ?? []).filter(isValid);
      const failures = valid.filter((each) => each.outcome === 'failure');
      if (failures.length === 0) return [];
      const k = valid.length - failures.length;
      const ends = [...grouped(failures, ({ record }) => record?.end ?? '')]
        .map(([end, members]) => ({ end, episodes: members.length }))
        .sort((a, b) => b.episodes - a.episodes);
      const episodeIds = failures.slice(0, MOST_EPISODES).map(({ episode }) => episode.episodeId);
      return [{ scenarioId, conditionId, k, n: valid.length, rate: k / valid.length, ends, episodeIds }];
    })
    .sort((a, b) => a.rate - b.rate || b.n - a.n)
    .slice(0, MOST_CELLS);
}
