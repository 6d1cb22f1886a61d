import type { ComparisonRow, Rank } from '../schema/comparison.ts';
import type { Rate } from '../schema/summary.ts';
import { rankedBy } from './family.ts';

/** The entrants by their rates on the episodes that they share. */
export function rankingOf(overall: ComparisonRow): Rank[] {
  if (overall.episodes === 0) return [];
  return rankedBy(overall).map((entrant) => {
    const rate = overall.rates[entrant]!;
    return { entrant, letters: overall.letters?.[entrant] ?? '', rate, posterior: posteriorOf(rate) };
  });
}

/** Under a uniform prior; each seed counts once, for its conditions say much the same. */
function posteriorOf({ rate, seeds }: Rate): Rank['posterior'] {
  const successes = (rate ?? 0) * seeds;
  const [alpha, beta] = [successes + 1, seeds - successes + 1];
  return { alpha, beta, mean: alpha / (alpha + beta) };
}
