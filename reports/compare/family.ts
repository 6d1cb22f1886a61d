import { counted } from '../../harness/counted.ts';
import type { ComparisonRow, Contrast } from '../schema/comparison.ts';
import { compactLetters } from '../statistics/compact-letters.ts';
import { type Detectable, minimumDetectableDifference } from '../statistics/detectable.ts';
import { DISCORDANT_PAIRS_TOO_FEW } from '../statistics/mcnemar.ts';
import { holm } from '../statistics/multiplicity.ts';
import { phi } from '../statistics/phi.ts';
import { wording } from '../statistics/wording.ts';
import type { RawContrast } from './contrast.ts';
import type { RawRow } from './row.ts';

export const ALPHA = 0.05;

/** Rows whose tests are one family: corrected together by Holm, and only then put into words. */
export function familyOf(rows: readonly RawRow[], names: readonly string[]): ComparisonRow[] {
  const tested = rows.flatMap(({ contrasts }) => contrasts.flatMap(({ pValue }) => pValue ?? []));
  const adjusted = holm(tested);
  let at = 0;
  return rows.map((row) => {
    const contrasts = row.contrasts.map((raw) =>
      said(raw, raw.pValue === null ? null : adjusted[at++]!, tested.length, row, names),
    );
    return { ...row, contrasts, letters: lettersOf(row, contrasts, names) };
  });
}

function said(
  raw: RawContrast,
  adjusted: number | null,
  family: number,
  { control, rates }: RawRow,
  names: readonly string[],
): Contrast {
  const correction = adjusted === null || family === 1 ? null : `Holm over ${family}`;
  const detectable = adjusted === null ? null : detectableOf(raw, rates[raw.subject]!.worth, family);
  const spoken = spokenOf({ ...raw, adjusted, correction, detectable }, names);
  if (!control) return { ...raw, adjusted, correction, detectable, ...spoken };
  return { ...raw, adjusted, correction, detectable, finding: null, text: CONTROL };
}

const CONTROL = 'a negative control: reaching the nominal goal is not what it asks for';

type Measured = Omit<Contrast, 'finding' | 'text'>;

function spokenOf(contrast: Measured, names: readonly string[]): Pick<Contrast, 'finding' | 'text'> {
  const { difference, low, high, adjusted, test, gained, lost } = contrast;
  const alone = test === 'exact McNemar';
  const { finding, text } = wording({
    subject: names[contrast.subject]!,
    reference: names[contrast.reference]!,
    difference: difference === null || low === null || high === null ? null : { difference, low, high },
    pValue: adjusted ?? 1,
    correction: contrast.correction,
    detectable: contrast.detectable,
    discordant: alone ? gained + lost : null,
    alpha: ALPHA,
  });
  return { finding, text: finding === 'no difference detected' && !alone ? text + fewSeeds(contrast) : text };
}

/** Signs of so few seeds cannot give p < 0.05, as so few discordant pairs cannot. */
const fewSeeds = ({ seedsApart }: Measured): string =>
  seedsApart > DISCORDANT_PAIRS_TOO_FEW
    ? ''
    : `; with ${counted(seedsApart, 'seed')} that ${seedsApart === 1 ? 'differs' : 'differ'} no result can reach p < 0.05`;

/** What as many pairs as the seeds are worth could have found in the worst case of the correction. */
function detectableOf({ both, gained, lost, pairs }: RawContrast, worth: number, family: number): Detectable {
  const correlation = phi(both, gained, lost, pairs) ?? 0;
  return minimumDetectableDifference((both + lost) / pairs, Math.max(1, Math.floor(worth)), {
    phi: correlation,
    alpha: ALPHA / family,
  });
}

/** Entrants that share a letter were not told apart; the letters go down with the rate. */
function lettersOf(row: RawRow, contrasts: readonly Contrast[], names: readonly string[]): string[] | null {
  if (row.episodes === 0 || row.control) return null;
  const ranked = rankedBy(row).map((entrant) => names[entrant]!);
  const apart = contrasts
    .filter(({ adjusted, difference }) => adjusted !== null && adjusted <= ALPHA && difference !== 0)
    .map(({ reference, subject }): [string, string] => [names[reference]!, names[subject]!]);
  const letters = compactLetters(ranked, apart);
  return names.map((name) => letters[name]!);
}

/** Indices of the entrants, the highest rate first; of equal ones the first given. */
export const rankedBy = ({ rates }: Pick<ComparisonRow, 'rates'>): number[] =>
  [...rates.keys()].sort((a, b) => (rates[b]!.rate ?? -1) - (rates[a]!.rate ?? -1) || a - b);
