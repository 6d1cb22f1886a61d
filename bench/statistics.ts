import {
  clusterBootstrap,
  cochranMantelHaenszel,
  cochranQ,
  compactLetters,
  holm,
  mcnemarExact,
  minimumDetectableDifference,
  newcombe,
  pairwiseMcnemar,
  phi,
  retention,
  signFlip,
  tango,
  wilson,
} from '../reports/statistics/index.ts';
import { uniform } from '../reports/statistics/random.ts';
import { type Measurement, measured, median } from './measurement.ts';

const POLICIES = ['a', 'b', 'c'];
const LEVELS = 50;

/** Outcomes of the policies on one episode. */
type Row = readonly number[];

/** All that a comparison of three policies asks for: in all, and for each of 50 conditions against nominal. */
export async function statistics(): Promise<Measurement[]> {
  const seconds = [1000, 10_000, 100_000].map((episodes) => timed(episodes));
  process.stderr.write(`  1k, 10k, 100k episodes: ${seconds.map((each) => each.toFixed(3)).join(', ')} s\n`);
  return [
    measured('statistics of 100,000 episodes x 3 policies', seconds[2]!, 's', '<=', 2),
    measured('growth from 10,000 to 100,000 episodes', seconds[2]! / seconds[1]!, 'x', '<=', 10),
  ];
}

function timed(episodes: number): number {
  const conditions = madeUp(episodes);
  const once = (): number => {
    const start = performance.now();
    overall(conditions);
    for (const condition of conditions.slice(1)) againstNominal(condition, conditions[0]!);
    return (performance.now() - start) / 1000;
  };
  return median([once(), once(), once()]);
}

/** Episodes by condition; the same place is the same scenario and seed in each. */
function madeUp(episodes: number): Row[][] {
  const unit = uniform(1);
  const difficulties = Array.from({ length: episodes / LEVELS }, unit);
  const skills = [0.1, 0, -0.05];
  return Array.from({ length: LEVELS }, () =>
    difficulties.map((difficulty) => skills.map((skill) => (unit() < difficulty + skill ? 1 : 0))),
  );
}

function overall(conditions: readonly Row[][]): void {
  const rows = conditions.flat();
  cochranQ(rows);
  const pairs = pairwiseMcnemar(rows);
  const different = pairs.filter(({ adjusted }) => adjusted <= 0.05);
  compactLetters(
    POLICIES,
    different.map(({ first, second }) => [POLICIES[first]!, POLICIES[second]!]),
  );
  for (const { first, second, b, c, n } of pairs) {
    tango(b, c, n);
    const both = rows.filter((row) => row[first]! * row[second]!).length;
    minimumDetectableDifference((both + b) / n, n, { phi: phi(both, b, c, n) ?? 0 });
    newcombe(both + b, n, both + c, n);
    const bySeed = conditions[0]!.map((_, seed) =>
      conditions.map((each) => each[seed]![first]! - each[seed]![second]!),
    );
    clusterBootstrap(bySeed);
    signFlip(bySeed);
    cochranMantelHaenszel(conditions.map((each) => stratum(each, first, second)));
  }
}

const stratum = (rows: readonly Row[], first: number, second: number) => ({
  k1: successes(rows, first),
  n1: rows.length,
  k2: successes(rows, second),
  n2: rows.length,
});

const successes = (rows: readonly Row[], policy: number): number => rows.reduce((sum, row) => sum + row[policy]!, 0);

function againstNominal(condition: readonly Row[], nominal: readonly Row[]): void {
  const p = POLICIES.map((_, policy) => {
    wilson(successes(condition, policy), condition.length);
    const pairs = condition.map((row, seed) => ({ level: [row[policy]!], nominal: [nominal[seed]![policy]!] }));
    const b = pairs.filter(({ level, nominal }) => level[0]! > nominal[0]!).length;
    const c = pairs.filter(({ level, nominal }) => level[0]! < nominal[0]!).length;
    tango(b, c, pairs.length);
    retention(pairs);
    return mcnemarExact(b, c).pValue;
  });
  holm(p);
}
