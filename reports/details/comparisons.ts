import type { Comparison } from '../schema/details.ts';
import { spaced } from '../spaced.ts';
import { holm } from '../statistics/multiplicity.ts';
import { type Wording, wording } from '../statistics/wording.ts';
import type { Condition } from '../summary/condition.ts';
import { grouped } from '../summary/grouped.ts';
import { episodesOf, type Ledger } from '../summary/row.ts';
import { type PairedLevel, pairedLevel } from './paired-level.ts';

interface Level {
  readonly factor: string;
  readonly level: string;
  readonly control: boolean;
  readonly tested: PairedLevel;
}

/** Each level against nominal on the same seeds, corrected inside its factor; controls are a family of their own. */
export function comparisonsOf(ledger: Ledger): Comparison[] {
  const run = ledger.conditions.filter(({ factor, unsupported }) => factor !== null && unsupported === null);
  const families = grouped(run, ({ factor, control }) => JSON.stringify([factor, control]));
  return [...families.values()].flatMap((family) => corrected(levelsOf(family, ledger)));
}

function levelsOf(conditions: readonly Condition[], ledger: Ledger): Level[] {
  return [...grouped(conditions, ({ level }) => level ?? '').values()].map((group) => ({
    factor: group[0].factor ?? '',
    level: group[0].level ?? '',
    control: group[0].control,
    tested: pairedLevel(episodesOf(group, ledger), ledger.anchors),
  }));
}

/** Levels without a pair were not tested: they are no part of the family. */
function corrected(levels: readonly Level[]): Comparison[] {
  const pValues = levels.flatMap(({ tested }) => tested.pValue ?? []);
  const adjusted = holm(pValues);
  let next = 0;
  return levels.map((each) => comparison(each, each.tested.pValue === null ? null : adjusted[next++]!, pValues.length));
}

function comparison({ factor, level, control, tested }: Level, adjusted: number | null, family: number): Comparison {
  const { gained, lost, pairs, difference, low, high } = tested.paired;
  const { finding, text } = said(`${factor} ${level}`, tested, adjusted, family);
  const { nominal, pValue } = tested;
  return {
    factor,
    level,
    control,
    pairs,
    nominal,
    gained,
    lost,
    difference,
    low,
    high,
    pValue,
    adjusted,
    finding,
    text,
  };
}

/** In words, which only the corrected test decides. */
export function said(
  subject: string,
  { paired, detectable }: PairedLevel,
  adjusted: number | null,
  family: number,
  reference = 'nominal',
): Wording {
  const { difference, low, high, gained, lost } = paired;
  const known = difference === null || low === null || high === null ? null : { difference, low, high };
  return wording({
    subject: spaced(subject),
    reference,
    difference: known,
    pValue: adjusted ?? 1,
    correction: family > 1 ? `Holm over ${family}` : null,
    detectable,
    discordant: gained + lost,
  });
}
