import fc from 'fast-check';
import t from 'tap';
import { binomial } from '../../../reports/statistics/hypergeometric.ts';
import * as statistics from '../../../reports/statistics/index.ts';
import { binomialDraw, uniform } from '../../../reports/statistics/random.ts';
import { near } from './near.ts';

const { wilson, clopperPearson, jeffreys, betaUniform } = statistics;
const { fisher, boschloo, barnard } = statistics;
const INTERVALS = { wilson, clopperPearson, jeffreys, betaUniform };
const EXACT = { fisher, boschloo, barnard };

/** The same cases each time: a failure here is a fault, not bad luck. */
const SEED = { seed: 6, numRuns: 100 };
const close = (a: number, b: number, within = 1e-9): boolean => Math.abs(a - b) <= within;

/** Successes and outcomes of one arm. */
const arm = (most: number) =>
  fc.integer({ min: 1, max: most }).chain((n) => fc.tuple(fc.integer({ min: 0, max: n }), fc.constant(n)));
const rate = fc.double({ min: 0, max: 1, noNaN: true });
const grid = Array.from({ length: 99 }, (_, i) => (i + 1) / 100);

const coverage = (interval: typeof wilson, n: number, p: number): number =>
  binomial(n, p).reduce((sum, mass, k) => {
    const { low, high } = interval(k, n)!;
    return low <= p && p <= high ? sum + mass : sum;
  }, 0);

t.test('coverage: exact is at least its level everywhere, the others on average', async (t) => {
  for (const n of [1, 5, 20, 60]) {
    for (const p of grid) if (coverage(clopperPearson, n, p) < 0.95 - 1e-12) t.fail(`${n} at ${p}`);
  }
  for (const [name, interval] of Object.entries(INTERVALS)) {
    const mean = grid.reduce((sum, p) => sum + coverage(interval, 40, p), 0) / grid.length;
    t.ok(mean > 0.945 && mean < 0.985, `${name} covers ${mean} on average`);
  }
});

t.test('coverage of differences, independent and paired', async (t) => {
  const at = [0.1, 0.3, 0.5, 0.8, 0.95];
  for (const p1 of at) {
    for (const p2 of at) {
      const [first, second] = [binomial(25, p1), binomial(18, p2)];
      let covered = 0;
      for (const [k1, m1] of first.entries()) {
        for (const [k2, m2] of second.entries()) {
          const { low, high } = statistics.newcombe(k1, 25, k2, 18)!;
          if (low <= p1 - p2 && p1 - p2 <= high) covered += m1 * m2;
        }
      }
      t.ok(covered > 0.925, `Newcombe covers ${covered} at ${p1}, ${p2}`);
    }
  }
});

t.test('one rate: mirrored, monotone in k, wider with the level, around the rate', async () => {
  for (const interval of Object.values(INTERVALS)) {
    fc.assert(
      fc.property(arm(300), ([k, n]) => {
        const [here, mirror, wide] = [interval(k, n)!, interval(n - k, n)!, interval(k, n, 0.99)!];
        const next = k < n ? interval(k + 1, n)! : here;
        const inside = here.low >= 0 && here.high <= 1 && here.low < here.high;
        const mirrored = close(here.low, 1 - mirror.high) && close(here.high, 1 - mirror.low);
        const monotone = next.low >= here.low && next.high >= here.high;
        return inside && mirrored && monotone && wide.low <= here.low && wide.high >= here.high;
      }),
      SEED,
    );
  }
});

t.test('exact tests: order of the arms, names of the outcomes, one direction', async () => {
  for (const test of Object.values(EXACT)) {
    fc.assert(
      fc.property(arm(25), arm(25), ([k1, n1], [k2, n2]) => {
        const p = test(k1, n1, k2, n2).pValue;
        const [greater, less] = [test(k1, n1, k2, n2, 'greater').pValue, test(k1, n1, k2, n2, 'less').pValue];
        const swapped = close(p, test(k2, n2, k1, n1).pValue);
        const mirrored = close(p, test(n1 - k1, n1, n2 - k2, n2).pValue);
        const turned = close(greater, test(k2, n2, k1, n1, 'less').pValue);
        const falling = k1 === n1 || test(k1 + 1, n1, k2, n2, 'greater').pValue <= greater + 1e-9;
        return p > 0 && p <= 1 && swapped && mirrored && turned && falling && Math.max(greater, less) > 0.5;
      }),
      { ...SEED, numRuns: 40 },
    );
  }
});

t.test('Boschloo is never weaker than Fisher on a side', async () => {
  fc.assert(
    fc.property(arm(30), arm(30), ([k1, n1], [k2, n2]) => {
      const one = boschloo(k1, n1, k2, n2, 'greater').pValue;
      return one <= fisher(k1, n1, k2, n2, 'greater').pValue + 1e-9;
    }),
    SEED,
  );
});

t.test('exact tests keep alpha at every common rate', async (t) => {
  for (const [name, test] of Object.entries(EXACT)) {
    const [n1, n2] = [12, 7];
    const rejected = Array.from({ length: n1 + 1 }, (_, k1) =>
      Array.from({ length: n2 + 1 }, (_, k2) => test(k1, n1, k2, n2).pValue <= 0.05),
    );
    const size = (p: number): number => {
      const [first, second] = [binomial(n1, p), binomial(n2, p)];
      return first.reduce(
        (sum, m1, k1) => sum + m1 * second.reduce((inner, m2, k2) => (rejected[k1]![k2] ? inner + m2 : inner), 0),
        0,
      );
    };
    const worst = Math.max(...grid.map(size));
    t.ok(worst <= 0.05 + 1e-9 && worst > 0.01, `${name} errs in ${worst} at most`);
  }
});

t.test('differences turn their sign with their sides', async () => {
  fc.assert(
    fc.property(arm(200), arm(200), ([k1, n1], [k2, n2]) => {
      const [one, other] = [statistics.newcombe(k1, n1, k2, n2)!, statistics.newcombe(k2, n2, k1, n1)!];
      const mirrored = close(one.low, -other.high) && close(one.high, -other.low);
      const greater = statistics.probabilityGreater(k1, n1, k2, n2) + statistics.probabilityGreater(k2, n2, k1, n1);
      return mirrored && one.low <= one.difference && one.difference <= one.high && close(greater, 1);
    }),
    SEED,
  );
});

t.test(
  'one replicate a scenario: sign-flip is McNemar, Mantel-Haenszel and Cochran are its asymptotic form',
  async () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.nat(10), (b, c, same) => {
        const rows = [...Array(b).fill([1, 0]), ...Array(c).fill([0, 1]), ...Array(same).fill([1, 1])] as number[][];
        const flipped = statistics.signFlip(rows.map(([first, second]) => [first! - second!])).pValue;
        const strata = rows.map(([k1, k2]) => ({ k1: k1!, n1: 1, k2: k2!, n2: 1 }));
        const wanted = b + c === 0 ? 0 : (b - c) ** 2 / (b + c);
        return (
          close(flipped, statistics.mcnemarExact(b, c).pValue) &&
          close(statistics.cochranMantelHaenszel(strata).statistic, wanted) &&
          close(statistics.cochranQ(rows).statistic, wanted) &&
          statistics.mcnemarMidP(b, c).pValue <= statistics.mcnemarExact(b, c).pValue
        );
      }),
      SEED,
    );
  },
);

t.test('two groups share a letter exactly when they do not differ', async () => {
  const graph = fc.integer({ min: 1, max: 8 }).chain((size) => {
    const groups = Array.from({ length: size }, (_, i) => `group ${i}`);
    const pairs = groups.flatMap((one, i) => groups.slice(i + 1).map((other): [string, string] => [one, other]));
    return fc.tuple(fc.constant(groups), fc.constant(pairs), fc.subarray(pairs));
  });
  fc.assert(
    fc.property(graph, ([groups, pairs, significant]) => {
      const letters = statistics.compactLetters(groups, significant);
      const share = ([one, other]: [string, string]) =>
        [...letters[one]!].some((each) => letters[other]!.includes(each));
      const first = Object.values(letters)[0];
      return first!.startsWith('a') && pairs.every((pair) => share(pair) === !significant.includes(pair));
    }),
    { ...SEED, numRuns: 300 },
  );
});

t.test('corrections: never below p, in the order of p, whatever the order of the input', async () => {
  fc.assert(
    fc.property(fc.array(rate, { maxLength: 12 }), (p) => {
      const [holm, bonferroni, bh] = [statistics.holm(p), statistics.bonferroni(p), statistics.benjaminiHochberg(p)];
      const ordered = p.every((a, i) => p.every((b, j) => a > b || holm[i]! <= holm[j]!));
      const between = p.every(
        (each, i) => each <= bh[i]! + 1e-12 && bh[i]! <= holm[i]! + 1e-12 && holm[i]! <= bonferroni[i]! + 1e-12,
      );
      return (
        ordered &&
        between &&
        statistics
          .holm(p.toReversed())
          .toReversed()
          .every((each, i) => each === holm[i])
      );
    }),
    SEED,
  );
});

t.test('the detectable difference needs just the episodes that there are', async () => {
  const phis = fc.constantFrom(undefined, 0, 0.2);
  fc.assert(
    fc.property(
      fc.double({ min: 0.15, max: 0.85, noNaN: true }),
      fc.integer({ min: 60, max: 3000 }),
      phis,
      (p, n, phi) => {
        const { up, down } = statistics.minimumDetectableDifference(p, n, { phi });
        const needs = [up && p + up, down && p - down].filter((other) => other !== null);
        const more = statistics.minimumDetectableDifference(p, 2 * n, { phi }).up;
        return (
          needs.every((other) => Math.abs(statistics.sampleSize(p, other, { phi }) - n) <= 1) &&
          (up === null || (more !== null && more < up))
        );
      },
    ),
    SEED,
  );
});

t.test('a binomial draw has its distribution, by either way of drawing', async (t) => {
  for (const [n, p] of [
    [12, 0.3],
    [400, 0.5],
    [90, 0.85],
    [5000, 0.01],
  ] as const) {
    const draws = 40_000;
    const unit = uniform(11);
    const seen = new Float64Array(n + 1);
    for (let i = 0; i < draws; i++) seen[binomialDraw(n, p, unit)]!++;
    const likely = [...binomial(n, p).entries()].filter(([, mass]) => mass * draws > 10);
    const squares = likely.reduce((sum, [k, mass]) => sum + (seen[k]! - mass * draws) ** 2 / (mass * draws), 0);
    const beyond = (squares - likely.length) / Math.sqrt(2 * likely.length);
    t.ok(beyond < 4, `${n} at ${p}: ${beyond} standard deviations beyond`);
  }
});

t.test('the bootstrap: the error of theory, the same for the same seed, whichever way it draws', async (t) => {
  const binary = Array.from({ length: 400 }, (_, i) => [i % 5 === 0 ? 1 : 0]);
  const got = statistics.clusterBootstrap(binary)!;
  near(t, got.standardError, Math.sqrt((0.2 * 0.8) / 400), 0.0004, 'few kinds of cluster');
  const various = Array.from({ length: 400 }, (_, i) => [Math.sin(i * i)]);
  const sd = Math.sqrt(various.reduce((sum, [x]) => sum + (x! - mean(various)) ** 2, 0) / 400);
  near(t, statistics.clusterBootstrap(various)!.standardError, sd / 20, 0.001, 'no two clusters alike');
  t.same(got, statistics.clusterBootstrap(binary));
  t.notSame(got, statistics.clusterBootstrap(binary, { seed: 1 }));
});

t.test('retention: one where nothing changes, open where nominal may be zero', async (t) => {
  const same = Array.from({ length: 30 }, (_, i) => ({ level: [i % 2], nominal: [i % 2] }));
  t.same(statistics.retention(same), { retention: 1, low: 1, high: 1 });
  const rare = same.map((_, i) => ({ level: [i % 2], nominal: [i === 0 ? 1 : 0] }));
  t.equal(statistics.retention(rare)?.high, Number.POSITIVE_INFINITY);
  const half = same.map((_, i) => ({ level: [i % 4 === 0 ? 1 : 0], nominal: [i % 2 === 0 ? 1 : 0] }));
  const got = statistics.retention(half)!;
  near(t, got.retention, 8 / 15, 1e-12, 'half is left');
  t.ok(got.low < 8 / 15 && got.low > 0.2 && got.high > 8 / 15 && got.high < 0.85, `${got.low} to ${got.high}`);
  t.equal(statistics.retention(same.map((each) => ({ ...each, nominal: [0] }))), null);
});

t.test('the confidence sequence only narrows, and mirrors with its values', async () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(0, 0.5, 1), { minLength: 1, maxLength: 80 }), (x) => {
      const [one, other] = [statistics.bettingSequence(x), statistics.bettingSequence(x.map((each) => 1 - each))];
      const narrowing = x.every(
        (_, i) => i === 0 || (one.low[i]! >= one.low[i - 1]! && one.pValue[i]! <= one.pValue[i - 1]!),
      );
      return narrowing && x.every((_, i) => close(one.low[i]!, 1 - other.high[i]!, 0.0011));
    }),
    SEED,
  );
});

t.test('a posterior has area one and its mean', async (t) => {
  for (const [k, n] of [
    [0, 0],
    [0, 10],
    [10, 10],
    [150, 400],
  ] as const) {
    const posterior = statistics.betaPosterior(k, n);
    const points = statistics.posteriorDensity(posterior, 4001);
    near(t, points.reduce((sum, { density }) => sum + density, 0) / 4000, 1, 0.002, `area of ${k}/${n}`);
    const moment = points.reduce((sum, { rate, density }) => sum + rate * density, 0) / 4000;
    near(t, moment, posterior.mean, 0.002, `mean of ${k}/${n}`);
  }
});

t.test('what cannot be is refused, what has no data is null', async (t) => {
  const bad: (() => unknown)[] = [
    () => clopperPearson(3, 2),
    () => clopperPearson(1, 2, 1),
    () => statistics.newcombe(1, 2, 3, 2),
    () => boschloo(-1, 2, 1, 2),
    () => statistics.holm([0.1, 1.2]),
    () => statistics.cochranQ([[1, 0], [1]]),
    () => statistics.cochranQ([[1, 2]]),
    () => statistics.compactLetters(['a', 'b'], [['a', 'c']]),
    () => statistics.compactLetters(['a', 'a'], [['a', 'a']]),
    () => statistics.clusterBootstrap([[1], []]),
    () => statistics.clusterBootstrap([[1], [0]], { resamples: 0 }),
    () => statistics.signFlip([[Number.NaN]]),
    () => statistics.sampleSize(0.5, 0.5),
    () => statistics.sampleSize(0.8, 0.95, { phi: 0.6 }),
    () => statistics.bettingSequence([1.5]),
    () => statistics.groupSequential([0.5, 0.4]),
    () =>
      statistics.bradleyTerry([
        [0, 1],
        [0, 0],
      ]),
    () => statistics.cochranArmitage([{ score: Number.NaN, k: 1, n: 2 }]),
    () => statistics.signTestSize(0.5),
    () => statistics.pearson([1], [1, 2]),
  ];
  for (const call of bad) t.throws(call, { code: 'E_ARGUMENT', message: /expected/ }, String(call));
  for (const interval of Object.values(INTERVALS)) t.equal(interval(0, 0), null);
  t.equal(statistics.newcombe(0, 0, 1, 2), null);
  t.equal(statistics.clusterBootstrap([[1, 0]]), null);
  t.equal(statistics.clusteredStandardError([[1, 0]]), null);
  t.equal(statistics.phi(3, 0, 0, 3), null);
  t.same(statistics.cochranQ([]), { statistic: 0, df: 0, pValue: 1 });
  t.same(statistics.compactLetters([], []), {});
  t.same(statistics.minimumDetectableDifference(0.5, 3), { up: null, down: null });
  t.equal(statistics.cochranMantelHaenszel([]).pValue, 1);
});

const mean = (rows: readonly (readonly number[])[]): number => rows.reduce((sum, [x]) => sum + x!, 0) / rows.length;
