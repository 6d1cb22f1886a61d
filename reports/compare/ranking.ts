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

/** Under a uniform prior, from as many outcomes as the seeds are worth: conditions of one say much the same. */
function posteriorOf({ rate, worth }: Rate): Rank['posterior'] {
  const successes = (rate ?? 0) * worth;
  const [alpha, beta] = [successes + 1, worth - successes + 1];
  return { alpha, beta, mean: alpha / (alpha + beta) };
}
