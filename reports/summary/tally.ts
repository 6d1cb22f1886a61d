import type { Counts, EvidenceCounts } from '../schema/summary.ts';
import type { Settled, SettledOutcome } from './settle.ts';

const KEYS = {
  success: 'success',
  failure: 'failure',
  infra_error: 'infraError',
  invalid: 'invalid',
  not_run: 'notRun',
} as const satisfies Record<SettledOutcome, keyof Counts>;

export function countsOf(settled: readonly Settled[]): Counts {
  const counts = { planned: settled.length, success: 0, failure: 0, infraError: 0, invalid: 0, notRun: 0 };
  for (const each of settled) counts[KEYS[each.outcome]]++;
  return counts;
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
