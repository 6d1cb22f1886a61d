import type { InstructionRow } from '../schema/details.ts';
import { holm } from '../statistics/multiplicity.ts';
import { grouped } from '../summary/grouped.ts';
import { episodesOf, type Ledger } from '../summary/row.ts';
import { said } from './comparisons.ts';
import { pairedLevel } from './paired-level.ts';

/**
 * Whether the words matter: the nominal goal with the correct instruction against a wrong or a blank one, on the same
 * scenes. A policy that reads does the nominal thing less often when it is told otherwise.
 */
export function instructionOf(ledger: Ledger): InstructionRow[] {
  const controls = ledger.conditions.filter(
    ({ factor, control, unsupported }) => factor === 'instruction' && control && unsupported === null,
  );
  const levels = [...grouped(controls, ({ level }) => level ?? '').values()].map((group) => ({
    group,
    tested: pairedLevel(episodesOf(group, ledger), ledger.anchors),
  }));
  const pValues = levels.flatMap(({ tested }) => tested.pValue ?? []);
  const adjusted = holm(pValues);
  let next = 0;
  return levels.map(({ group, tested }) => {
    const own = tested.pValue === null ? null : adjusted[next++]!;
    const level = group[0].level ?? '';
    const { finding, text } = said(
      `with the ${level} instruction the policy`,
      tested,
      own,
      pValues.length,
      'with the correct one',
    );
    const { pairs, difference, low, high } = tested.paired;
    return {
      level,
      scenarios: [...new Set(group.map(({ scenarioId }) => scenarioId))],
      pairs,
      correct: tested.nominal,
      control: tested.level,
      difference,
      low,
      high,
      adjusted: own,
      reads: finding === 'no data' ? null : finding === 'worse',
      text,
    };
  });
}
