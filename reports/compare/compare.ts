import { HarnessError } from '../../harness/errors.ts';
import type { BesideTable, Comparison, ComparisonRow, FieldDifference } from '../schema/comparison.ts';
import { LEVEL } from '../statistics/interval.ts';
import { grouped } from '../summary/grouped.ts';
import { independentRate } from '../summary/rate.ts';
import { type Block, blocksOf } from './block.ts';
import { differencesOf, incomparable } from './comparability.ts';
import type { Beside, Entrant } from './entrant.ts';
import { entrantFacts } from './entrant-facts.ts';
import { ALPHA, familyOf } from './family.ts';
import { flipsOf } from './flips.ts';
import { factorOf, isNominal, levelOf } from './label.ts';
import { named } from './named.ts';
import { pairingFacts } from './pairing-facts.ts';
import { rankingOf } from './ranking.ts';
import { type RawRow, type RowName, rowOf } from './row.ts';
import { acrossScenarios, unpairedOf } from './sensitivity.ts';

export interface CompareInput {
  /** The first is the one that the others are compared against. */
  readonly entrants: readonly Entrant[];
  readonly beside: readonly Beside[];
  /** Compares what is not comparable, pairing whatever began from the same state, and labels it. */
  readonly allowDifferent: boolean;
}

/**
 * Several policies on the same episodes. Pure: the same rows give the same comparison.
 *
 * @throws HarnessError `E_INPUT` for entrants that are not comparable, unless that is allowed.
 */
export function compare({ entrants: given, beside, allowDifferent }: CompareInput): Comparison {
  const entrants = named(given);
  const differences = differencesOf(entrants);
  const allowed = requireComparable(entrants, differences, allowDifferent);
  const { blocks, pairings } = blocksOf(allowed ? entrants.map(withoutDigests) : entrants);
  const facts = entrants.map(entrantFacts);
  const rows = rowsOf(
    blocks,
    entrants.map(({ name }) => name),
  );
  return {
    schemaVersion: 1,
    confidence: LEVEL,
    alpha: ALPHA,
    entrants: facts,
    differences,
    allowedDifferent: allowed,
    pairing: pairingFacts(entrants, blocks, pairings, allowed),
    ...rows,
    unpaired: unpairedOf(facts.map(({ valid }) => valid)),
    acrossScenarios: acrossScenarios(blocks.filter(isMeasured), entrants.length),
    ranking: rankingOf(rows.overall),
    flips: flipsOf(blocks),
    beside: beside.map(besideTable),
  };
}

function requireComparable(
  entrants: readonly Entrant[],
  differences: readonly FieldDifference[],
  allowDifferent: boolean,
): boolean {
  const reason = incomparable(entrants, differences);
  if (reason === null) return false;
  if (allowDifferent) return true;
  throw new HarnessError('E_INPUT', `expected comparable results; got ${reason}`, {
    hint: '--allow-different compares what began from the same state all the same, and labels every difference',
  });
}

const withoutDigests = (entrant: Entrant): Entrant => ({
  ...entrant,
  episodes: entrant.episodes.map((each) => ({ ...each, digest: '' })),
});

const isMeasured = ({ episodes }: Block): boolean => !episodes[0]!.control;

type Rows = Pick<Comparison, 'overall' | 'nominal' | 'factors' | 'controls' | 'scenarios'>;

/** Every question is a family of its own: overall, nominal, the levels of each factor, the scenarios. */
function rowsOf(blocks: readonly Block[], names: readonly string[]): Rows {
  const row = (name: RowName, some: readonly Block[]): RawRow => rowOf(name, some, names.length);
  const family = (rows: readonly RawRow[]): ComparisonRow[] => familyOf(rows, names);
  const measured = blocks.filter(isMeasured);
  const varied = measured.filter(({ episodes }) => !isNominal(episodes[0]!));
  const nominal = measured.filter(({ episodes }) => isNominal(episodes[0]!));
  const one = (label: string, some: readonly Block[]) => family([row({ ...PLAIN, label }, some)])[0]!;
  return {
    overall: one('all but controls', measured),
    nominal: one('nominal', nominal),
    factors: [...grouped(varied, ({ episodes }) => factorOf(episodes[0]!)!)].map(([factor, some]) => ({
      factor,
      levels: family(levelRows(some, row)),
    })),
    controls: family(
      levelRows(
        blocks.filter((each) => !isMeasured(each)),
        row,
      ),
    ),
    scenarios: family(
      [...grouped(measured, ({ episodes }) => episodes[0]!.scenarioId)].map(([label, some]) =>
        row({ ...PLAIN, label }, some),
      ),
    ),
  };
}

const PLAIN = { factor: null, level: null, control: false };

function levelRows(blocks: readonly Block[], row: (name: RowName, some: readonly Block[]) => RawRow): RawRow[] {
  return [
    ...grouped(blocks, ({ episodes }) => JSON.stringify([factorOf(episodes[0]!), levelOf(episodes[0]!)])).values(),
  ].map((some) => {
    const first = some[0].episodes[0]!;
    const [factor, level] = [factorOf(first), levelOf(first)];
    return row({ factor, level, label: level ?? 'nominal', control: first.control }, some);
  });
}

const besideTable = ({ source, title, notes, rows }: Beside): BesideTable => ({
  source,
  title,
  notes,
  rows: rows.map(({ policy, label, k, n, pooled }) => ({ policy, label, pooled, rate: independentRate(k, n) })),
});
