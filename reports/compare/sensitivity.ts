import type { AcrossScenarios, UnpairedContrast } from '../schema/comparison.ts';
import type { Rate } from '../schema/summary.ts';
import { boschloo } from '../statistics/boschloo.ts';
import { clusterBootstrap } from '../statistics/cluster-bootstrap.ts';
import { meanOf } from '../statistics/clusters.ts';
import { newcombeOf } from '../statistics/newcombe.ts';
import { signFlip } from '../statistics/sign-flip.ts';
import { grouped } from '../summary/grouped.ts';
import { type Block, twoOf } from './block.ts';
import { eachOnce } from './each-once.ts';

/** Boschloo's work grows with the square of the episodes. */
const MOST_FOR_BOSCHLOO = 1000;

/** The same question from all valid episodes of each, as if they had met different scenes: what pairing rests on is not used. */
export function unpairedOf(rates: readonly Rate[]): UnpairedContrast[] {
  return twoOf(rates.length).flatMap(([reference, subject]) => {
    const [first, second] = [rates[subject]!, rates[reference]!];
    if (!hasData(first) || !hasData(second)) return [];
    return [{ reference, subject, ...newcombeOf(first, second), boschloo: exactP(first, second) }];
  });
}

type Known = Rate & { readonly rate: number; readonly low: number; readonly high: number };

const hasData = (rate: Rate): rate is Known => rate.rate !== null;

function exactP(first: Rate, second: Rate): number | null {
  const shared = first.seeds < first.n || second.seeds < second.n;
  if (shared || first.n + second.n > MOST_FOR_BOSCHLOO) return null;
  return boschloo(first.k, first.n, second.k, second.n).pValue;
}

/** About other scenarios than these: each counts once, and they are taken for a sample. */
export function acrossScenarios(blocks: readonly Block[], entrants: number): AcrossScenarios[] {
  const scenarios = [...grouped(blocks, ({ episodes }) => episodes[0]!.scenarioId).values()];
  if (scenarios.length < 2) return [];
  return twoOf(entrants).map(([reference, subject]) => {
    const clusters = scenarios.map((group) =>
      group.map(({ successes }) => successes[subject]! - successes[reference]!),
    );
    const means = clusters.map(meanOf);
    const { low, high } = means.every((mean) => mean === means[0]) ? eachOnce(means) : clusterBootstrap(clusters)!;
    const { pValue } = signFlip(clusters);
    return { reference, subject, scenarios: scenarios.length, difference: meanOf(means), low, high, pValue };
  });
}
