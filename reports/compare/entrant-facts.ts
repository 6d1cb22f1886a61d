import type { ComparedEntrant } from '../schema/comparison.ts';
import type { Counts, Rate } from '../schema/summary.ts';
import { rateFrom, tallied } from '../summary/rate.ts';
import type { ComparedEpisode, Entrant } from './entrant.ts';
import { isNominal } from './label.ts';

/** What an entrant is by itself: every outcome of what was planned for it, and its own rates. */
export function entrantFacts({ setting, episodes, policy, ...rest }: Entrant): ComparedEntrant {
  const measured = episodes.filter(({ control }) => !control);
  const { name, source, location, runId } = rest;
  return {
    ...{ name, source, location, runId, ...policy },
    setting: Object.fromEntries(Object.entries(setting).map(([field, { value }]) => [field, value])),
    counts: countsOf(episodes),
    valid: rateOf(measured),
    nominal: rateOf(measured.filter(isNominal)),
  };
}

function countsOf(episodes: readonly ComparedEpisode[]): Counts {
  const of = (outcome: ComparedEpisode['outcome']): number =>
    episodes.filter((each) => each.outcome === outcome).length;
  return {
    planned: episodes.length,
    success: of('success'),
    failure: of('failure'),
    infraError: of('infra_error'),
    invalid: of('invalid'),
    notRun: of('not_run'),
  };
}

function rateOf(episodes: readonly ComparedEpisode[]): Rate {
  const valid = episodes.filter(({ outcome }) => outcome === 'success' || outcome === 'failure');
  const k = valid.filter(({ outcome }) => outcome === 'success').length;
  return rateFrom(
    k,
    tallied(valid, ({ seedKey }) => seedKey),
  );
}
