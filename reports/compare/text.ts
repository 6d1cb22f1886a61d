import { counted } from '../../harness/counted.ts';
import type { Comparison, ComparisonRow, Contrast, FieldDifference, Flip } from '../schema/comparison.ts';

/** Words and numbers that every form of a comparison has in common. */

/** "0.023", "<0.001", "1"; a dash without data. */
export function pText(p: number | null): string {
  if (p === null) return '–';
  return p < 0.001 ? '<0.001' : String(Number(p.toPrecision(2)));
}

/** "p < 0.001", "p = 0.023"; "no p" without data. */
export function pWords(p: number | null): string {
  if (p === null) return 'no p';
  return p < 0.001 ? 'p < 0.001' : `p = ${pText(p)}`;
}

/** "any difference at all: Cochran's Q = 4.22 (2 df), p = 0.12". */
export const severalText = ({ test, statistic, df, pValue }: NonNullable<ComparisonRow['several']>): string => {
  const value = statistic === null ? '' : ` = ${statistic.toFixed(2)} (${df} df)`;
  return `any difference at all: ${test}${value}, ${pWords(pValue)}`;
};

/** Whether the corrected test told the two apart. */
export const toldApart = ({ finding }: Contrast): boolean =>
  finding === 'better' || finding === 'improved' || finding === 'worse';

/** "Holm over 6", of a family of rows. */
export const correctionOf = (rows: readonly { readonly contrasts: readonly Contrast[] }[]): string | null =>
  rows.flatMap(({ contrasts }) => contrasts).find(({ correction }) => correction !== null)?.correction ?? null;

/** What was compared, in a line. */
export function subjectOf({ entrants }: Comparison): string {
  const { setting, source } = entrants[0]!;
  const known = [
    setting.suite && `suite ${setting.suite}`,
    setting.benchmark && `benchmark ${setting.benchmark}`,
    setting.runSeed !== undefined && `seed ${setting.runSeed}`,
    setting.simulator && `${setting.simulator} ${setting.simulatorVersion}`,
    setting.renderer && `renderer ${setting.renderer}`,
  ];
  return known.filter(Boolean).join(' · ') || `results from ${source}`;
}

export const endText = ({ success, end, steps }: Flip['ends'][number]): string => {
  const how = end === null || end === 'success' ? (success ? 'success' : 'failure') : end;
  return `${success ? '✓' : '✗'} ${how}${steps === null ? '' : ` (${counted(steps, 'step')})`}`;
};

const HASH = /^[0-9a-f]{32,}$/;
const SHOWN = 64;
/** A value of a setting, short enough for a line. */
export const valueText = (value: string | null): string => {
  if (value === null) return 'not given';
  if (HASH.test(value)) return value.slice(0, 12);
  return value.length > SHOWN ? `${value.slice(0, SHOWN - 3)}...` : value;
};

/** "renderer: harness 1 (baseline), tiny (noop)". */
export function differenceText({ field, values, episodes }: FieldDifference, names: readonly string[]): string {
  const told = values.map((value, at) => `${valueText(value)} (${names[at]})`);
  const count = episodes === null ? '' : `, in ${episodes} ${episodes === 1 ? 'episode' : 'episodes'}`;
  return `${field}: ${told.join(', ')}${count}`;
}

/** What the numbers rest on: only what applies to this comparison. */
export function methodOf(comparison: Comparison): string[] {
  const rows = [comparison.overall, comparison.nominal, ...comparison.factors.flatMap(({ levels }) => levels)];
  const tests = new Set(rows.flatMap(({ contrasts }) => contrasts.flatMap(({ test }) => test ?? [])));
  const severals = new Set(rows.flatMap(({ several }) => several?.test ?? []));
  return [
    'Rates have Wilson 95 % intervals, each seed counted once; they are over the episodes that all entrants share with a valid outcome.',
    tests.has('exact McNemar') &&
      'Where each seed has one episode: paired difference with Tango’s 95 % interval, exact McNemar test.',
    tests.has('sign flip over seeds') &&
      'Where conditions share seeds they are not independent: Tango’s interval has only as many pairs as the seeds are worth (Rao and Scott), and the test flips the signs of whole seeds.',
    severals.has("Cochran's Q") && 'Whether any of them differ: Cochran’s Q.',
    severals.has('label permutation over seeds') &&
      'Whether any of them differ, where conditions share seeds: names permuted within seeds.',
    'Tests are corrected by Holm: over the pairs of policies, and inside each factor over its levels as well; the corrected p is the one that is shown and that decides.',
    sharedByTwo(comparison),
    comparison.entrants.length > 2 &&
      'Entrants that share a letter were not told apart by these corrected tests; that is not the same as equal.',
    'The seeds are a sample of the draws of these scenarios; what is said holds for other seeds of the same scenarios.',
  ].filter((each) => each !== false);
}

/** Two entrants alone may share more than all of them do. */
function sharedByTwo({ pairing }: Comparison): string | false {
  const most = Math.max(...pairing.of.map(({ pairs }) => pairs));
  if (most <= pairing.episodes) return false;
  return `Every contrast is over the ${counted(pairing.episodes, 'episode')} that all entrants share; two of them alone share up to ${most}: compare those two by themselves to use them.`;
}
