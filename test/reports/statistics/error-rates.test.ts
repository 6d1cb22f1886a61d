import t from 'tap';
import * as statistics from '../../../reports/statistics/index.ts';
import { type Uniform, uniform } from '../../../reports/statistics/random.ts';

// Simulations of "no difference" with fixed seeds: the same numbers on each run, so the bounds are never bad luck.
const ALPHA = 0.05;

/** Share of runs in which something was found that is not there. */
function falseAlarms(runs: number, finds: (unit: Uniform) => boolean): number {
  let found = 0;
  for (let run = 0; run < runs; run++) if (finds(uniform(run + 1))) found++;
  return found / runs;
}

/** Three standard errors above alpha. */
const bound = (runs: number): number => ALPHA + 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / runs);

const coin = (unit: Uniform, rate: number): number => (unit() < rate ? 1 : 0);
const times = <T>(count: number, make: (i: number) => T): T[] => Array.from({ length: count }, (_, i) => make(i));
const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);

/** Outcomes of `policies` on scenarios of their own difficulty: equally good, and alike on the same scenario. */
const sharedScenarios = (unit: Uniform, scenarios: number, policies: number): number[][] =>
  times(scenarios, () => {
    const difficulty = unit();
    return times(policies, () => coin(unit, difficulty));
  });

const discordant = (rows: readonly number[][]) =>
  [rows.filter(([a, b]) => a! > b!).length, rows.filter(([a, b]) => a! < b!).length] as const;

t.test('paired tests', async (t) => {
  const runs = 2000;
  const rates = {
    exact: falseAlarms(
      runs,
      (unit) => statistics.mcnemarExact(...discordant(sharedScenarios(unit, 40, 2))).pValue <= ALPHA,
    ),
    midP: falseAlarms(
      runs,
      (unit) => statistics.mcnemarMidP(...discordant(sharedScenarios(unit, 40, 2))).pValue <= ALPHA,
    ),
    tango: falseAlarms(runs, (unit) => {
      const { low, high } = statistics.tango(...discordant(sharedScenarios(unit, 40, 2)), 40)!;
      return low > 0 || high < 0;
    }),
  };
  for (const [name, rate] of Object.entries(rates)) t.ok(rate <= bound(runs) + 0.005 && rate > 0, `${name}: ${rate}`);
  t.ok(rates.exact <= rates.midP);
});

t.test('independent arms', async (t) => {
  const runs = 2000;
  for (const test of [statistics.fisher, statistics.boschloo, statistics.barnard]) {
    const known = new Map<number, boolean>();
    const rejects = (k1: number, k2: number): boolean => {
      const table = 100 * k1 + k2;
      if (!known.has(table)) known.set(table, test(k1, 14, k2, 10).pValue <= ALPHA);
      return known.get(table)!;
    };
    const successes = (unit: Uniform, n: number) => sum(times(n, () => coin(unit, 0.7)));
    const rate = falseAlarms(runs, (unit) => rejects(successes(unit, 14), successes(unit, 10)));
    t.ok(rate <= bound(runs) && rate > 0, `${test.name}: ${rate}`);
  }
});

t.test('several policies: Q, and any pair after Holm', async (t) => {
  const runs = 1000;
  const rows = (unit: Uniform) => sharedScenarios(unit, 50, 4);
  const q = falseAlarms(runs, (unit) => statistics.cochranQ(rows(unit)).pValue <= ALPHA);
  t.ok(q <= bound(runs) && q > 0.02, `Q: ${q}`);
  const any = falseAlarms(runs, (unit) =>
    statistics.pairwiseMcnemar(rows(unit)).some(({ adjusted }) => adjusted <= ALPHA),
  );
  t.ok(any <= bound(runs), `any pair: ${any}`);
});

t.test('strata and trends', async (t) => {
  const runs = 1000;
  const strata = (unit: Uniform) =>
    times(8, () => {
      const difficulty = unit();
      const k = (n: number) => sum(times(n, () => coin(unit, difficulty)));
      return { k1: k(10), n1: 10, k2: k(10), n2: 10 };
    });
  const stratified = falseAlarms(runs, (unit) => statistics.cochranMantelHaenszel(strata(unit)).pValue <= ALPHA);
  t.ok(stratified <= bound(runs) && stratified > 0.02, `Mantel-Haenszel: ${stratified}`);
  const levels = (unit: Uniform) => times(4, (score) => ({ score, k: sum(times(20, () => coin(unit, 0.6))), n: 20 }));
  const trend = falseAlarms(runs, (unit) => statistics.cochranArmitage(levels(unit)).pValue <= ALPHA);
  t.ok(trend <= bound(runs) && trend > 0.02, `trend: ${trend}`);
});

/** Replicates of a scenario that all end alike: the worst that sharing a scenario can do. */
const repeated = (unit: Uniform, scenarios: number, replicates: number): number[][] =>
  sharedScenarios(unit, scenarios, 2).map(([a, b]) => times(replicates, () => a! - b!));

t.test('replicates: scenarios are tested, and pooling them would not do', async (t) => {
  const runs = 600;
  const flipped = falseAlarms(runs, (unit) => statistics.signFlip(repeated(unit, 30, 5)).pValue <= ALPHA);
  t.ok(flipped <= bound(runs), `sign-flip: ${flipped}`);
  const pooled = falseAlarms(runs, (unit) => {
    const rows = repeated(unit, 30, 5).flat();
    return statistics.mcnemarExact(rows.filter((d) => d > 0).length, rows.filter((d) => d < 0).length).pValue <= ALPHA;
  });
  t.ok(pooled > 0.15, `pooled, to see that the simulation can tell: ${pooled}`);
  const bootstrapped = falseAlarms(runs, (unit) => {
    const { low, high } = statistics.clusterBootstrap(repeated(unit, 30, 5), { resamples: 500 })!;
    return low > 0 || high < 0;
  });
  t.ok(bootstrapped <= 0.09, `bootstrap of 30 scenarios, which is known to be a little narrow: ${bootstrapped}`);
});

t.test('repeating the replicates of a scenario changes nothing', async (t) => {
  const few = repeated(uniform(4), 12, 1);
  const many = few.map((values) => times(40, () => values[0]!));
  t.same(statistics.signFlip(many), statistics.signFlip(few));
  for (const statistic of ['macro', 'pooled'] as const) {
    const [one, other] = [few, many].map((clusters) => statistics.clusterBootstrap(clusters, { statistic })!);
    t.ok(Math.abs(one!.low - other!.low) < 1e-12 && Math.abs(one!.high - other!.high) < 1e-12, statistic);
  }
  const error = [few, many].map((clusters) => statistics.clusteredStandardError(clusters)!);
  t.ok(Math.abs(error[0]! - error[1]!) < 1e-12);
  const asPairs = (clusters: readonly number[][]) =>
    clusters.map((values) => ({
      level: values.map((d) => (d > 0 ? 1 : 0)),
      nominal: values.map((d) => (d < 0 ? 1 : 0)),
    }));
  t.same(statistics.retention(asPairs(many)), statistics.retention(asPairs(few)));
});

t.test('looking often', async (t) => {
  const [runs, pairs] = [400, 100];
  const differences = (unit: Uniform) => sharedScenarios(unit, pairs, 2).map(([a, b]) => a! - b!);
  const anytime = falseAlarms(runs, (unit) => {
    const { pValue, low, high } = statistics.bettingSequence(differences(unit).map((d) => (d + 1) / 2));
    return pValue.at(-1)! <= ALPHA || low.at(-1)! > 0.5 || high.at(-1)! < 0.5;
  });
  t.ok(anytime <= bound(runs), `betting, looked at after each pair: ${anytime}`);
  for (const spending of ['obrien-fleming', 'pocock'] as const) {
    const looks = statistics.groupSequential([0.4, 0.6, 0.8, 1], { spending });
    const planned = falseAlarms(runs, (unit) => {
      const all = differences(unit);
      return looks.some(({ fraction, criticalZ }) => Math.abs(zOf(all.slice(0, fraction * pairs))) >= criticalZ);
    });
    t.ok(planned <= bound(runs) && planned > 0.01, `${spending}: ${planned}`);
  }
  const naive = falseAlarms(runs, (unit) => {
    const all = differences(unit);
    return times(pairs - 10, (i) => zOf(all.slice(0, i + 10))).some((z) => Math.abs(z) >= 1.96);
  });
  t.ok(naive > 0.2, `1.96 after each pair, to see that the simulation can tell: ${naive}`);
});

const zOf = (differences: readonly number[]): number => {
  const found = sum(differences.map(Math.abs));
  return found === 0 ? 0 : sum(differences) / Math.sqrt(found);
};

t.test('power is what the sample size promises', async (t) => {
  const runs = 600;
  const n = statistics.sampleSize(0.5, 0.7);
  const found = falseAlarms(runs, (unit) => {
    const k = (rate: number) => sum(times(n, () => coin(unit, rate)));
    const pooled = [k(0.5), k(0.7)] as const;
    const { low, high } = statistics.newcombe(pooled[0], n, pooled[1], n)!;
    return low > 0 || high < 0;
  });
  t.ok(found > 0.75 && found < 0.86, `unpaired: ${found}`);
});
