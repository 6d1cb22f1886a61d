import { type CellRates, cellKey } from '../../../reports/index.ts';
import type { EpisodeRecord, EpisodeSpec } from '../../types.ts';

type Planned = Pick<EpisodeSpec, 'scenarioId' | 'conditionId' | 'digest'>;

/** Successes and valid outcomes by cell of a plan, taken from records of whatever run had episodes of the same digest. */
export function ratesByDigest(episodes: readonly Planned[], records: readonly EpisodeRecord[]): CellRates {
  const valid = records.filter(({ outcome }) => outcome === 'success' || outcome === 'failure');
  const outcomeOf = new Map(valid.map(({ digest, outcome }) => [digest, outcome]));
  const rates: Record<string, { k: number; n: number }> = {};
  for (const episode of episodes) {
    const outcome = outcomeOf.get(episode.digest);
    if (!outcome) continue;
    rates[cellKey(episode)] ??= { k: 0, n: 0 };
    rates[cellKey(episode)]!.n += 1;
    if (outcome === 'success') rates[cellKey(episode)]!.k += 1;
  }
  return rates;
}
