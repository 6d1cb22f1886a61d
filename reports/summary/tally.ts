import type { Counts, EvidenceCounts } from '../schema/summary.ts';
import { outcomeOf, type Settled, type SettledOutcome } from './settle.ts';

export function countsOf(settled: readonly Settled[]): Counts {
  const of = (outcome: SettledOutcome): number => settled.filter((each) => outcomeOf(each) === outcome).length;
  return {
    planned: settled.length,
    success: of('success'),
    failure: of('failure'),
    infraError: of('infra_error'),
    invalid: of('invalid'),
    notRun: of('not_run'),
  };
}

/** How many of the attempts that count could prove their variation. An infrastructure error proves nothing either way. */
export function evidenceOf(settled: readonly Settled[]): EvidenceCounts {
  const seen = settled.flatMap(({ record }) =>
    record && record.outcome !== 'infra_error' ? [record.evidence.status] : [],
  );
  const of = (status: (typeof seen)[number]): number => seen.filter((each) => each === status).length;
  return {
    applied: of('applied'),
    notApplied: of('not_applied'),
    unsupported: of('unsupported'),
    nominal: of('nominal'),
  };
}
