import t from 'tap';
import * as statistics from '../../../reports/statistics/index.ts';
import { near, nearly } from './near.ts';

// Numbers as they were printed, so to their last digit.

t.test('Newcombe (1998), table II of the difference of independent rates', async (t) => {
  for (const [k1, n1, k2, n2, low, high] of [
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [10, 10, 0, 20, 0.6791, 1],
    [50, 80, 13, 40, 0.1104, 0.4582],
  ] as const) {
    near(t, statistics.newcombe(k1, n1, k2, n2)?.low, low, 5.1e-5, `low of ${k1}/${n1} - ${k2}/${n2}`);
    near(t, statistics.newcombe(k1, n1, k2, n2)?.high, high, 5.1e-5, `high of ${k1}/${n1} - ${k2}/${n2}`);
  }
});

t.test('one rate: Newcombe (1998), RoboLab, fieldtrial', async (t) => {
  const { clopperPearson, jeffreys, betaUniform } = statistics;
  for (const [interval, k, n, low, high] of [
    [clopperPearson, 0, 20, 0, 0.1684],
    [clopperPearson, 15, 148, 0.0578, 0.1617],
    [clopperPearson, 81, 263, 0.2527, 0.3676],
    [clopperPearson, 39, 40, 0.8684, 0.9994],
    [jeffreys, 39, 40, 0.8891, 0.9973],
    [betaUniform, 6, 10, 0.3079, 0.8325],
    [betaUniform, 0, 20, 0.0012, 0.1611],
  ] as const) {
    near(t, interval(k, n)?.low, low, 5.1e-5, `low of ${k}/${n}`);
    near(t, interval(k, n)?.high, high, 5.1e-5, `high of ${k}/${n}`);
  }
});

t.test('exact tests: the examples of SciPy, fieldtrial, STEP and lerobot', async (t) => {
  const { barnard, boschloo, fisher } = statistics;
  // SciPy's own 0.034077 leaves out 3/15, 8/15: the same statistic but for rounding. In print, 0.0341 and 0.068.
  near(t, barnard(7, 15, 12, 15, 'less').pValue, 0.034109, 5.1e-7, 'Barnard, less');
  near(t, barnard(7, 15, 12, 15).pValue, 0.068218, 5.1e-7, 'Barnard');
  near(t, fisher(7, 15, 12, 15, 'less').pValue, 0.064068, 5.1e-7, 'Fisher, less');
  near(t, boschloo(74, 117, 31, 63, 'greater').pValue, 0.0356, 5.1e-5, 'Boschloo, greater');
  near(t, boschloo(50, 80, 13, 40).pValue, 0.00228, 5.1e-6, 'Boschloo 50/80');
  near(t, boschloo(36, 40, 91, 120).pValue, 0.05574, 5.1e-6, 'Boschloo 36/40');
  near(t, boschloo(74, 80, 91, 120).pValue, 0.00196, 5.1e-6, 'Boschloo 74/80');
  near(t, barnard(36, 40, 91, 120).pValue, 0.058519, 5.1e-7, 'Barnard 36/40');
  near(t, barnard(3, 3, 0, 3, 'greater').pValue, 0.015625, 1e-9, 'three of three');
  near(t, barnard(2, 2, 0, 2, 'greater').pValue, 0.0625, 1e-9, 'two of two');
  near(t, fisher(9, 10, 5, 10).pValue, 0.141, 5.1e-4, 'Fisher 9/10');
  near(t, fisher(92, 100, 82, 100).pValue, 0.0568471, 5.1e-8, 'Fisher 92/100');
  nearly(t, fisher(37, 100, 77, 100).pValue, 1.596e-8, 4e-4, 'Fisher 37/100');
});

t.test('the sides of the table are the arms', async (t) => {
  // The same four counts with arms and outcomes exchanged: 50 and 13 successes of 63, 30 and 27 failures of 57.
  near(t, statistics.boschloo(50, 63, 30, 57).pValue, 0.00201, 5.1e-6, 'exchanged');
  t.ok(statistics.boschloo(50, 80, 13, 40).pValue > 0.00227, 'as it should be');
});

t.test('McNemar, mid-p: fieldtrial', async (t) => {
  for (const [b, c, exact, mid] of [
    [7, 1, 0.070312, 0.039063],
    [0, 0, 1, 1],
    [5, 5, 1, 0.876953],
    [0, 6, 0.03125, 0.015625],
    [660, 568, 0.009381, 0.008656],
  ] as const) {
    near(t, statistics.mcnemarExact(b, c).pValue, exact, 6e-7, `exact ${b}, ${c}`);
    near(t, statistics.mcnemarMidP(b, c).pValue, mid, 6e-7, `mid-p ${b}, ${c}`);
  }
});

t.test('group sequential boundaries: Jennison and Turnbull, Lan and DeMets', async (t) => {
  const looks = (count: number) => Array.from({ length: count }, (_, i) => (i + 1) / count);
  for (const [count, c] of [
    [2, 2.178],
    [3, 2.289],
    [4, 2.361],
    [5, 2.413],
    [10, 2.555],
  ] as const) {
    const spent = statistics.errorSpent(looks(count), new Array<number>(count).fill(c));
    near(t, spent.at(-1), 0.05, 1e-4, `Pocock, ${count} looks`);
  }
  for (const [count, c] of [
    [2, 1.977],
    [3, 2.004],
    [4, 2.024],
    [5, 2.04],
    [10, 2.087],
  ] as const) {
    const critical = looks(count).map((fraction) => c / Math.sqrt(fraction));
    near(t, statistics.errorSpent(looks(count), critical).at(-1), 0.05, 1e-4, `O'Brien-Fleming, ${count} looks`);
  }
  for (const [spending, wanted] of [
    ['obrien-fleming', [4.8769, 3.3569, 2.6803, 2.2898, 2.031]],
    ['pocock', [2.438, 2.4268, 2.4101, 2.3966, 2.3859]],
  ] as const) {
    const got = statistics.groupSequential(looks(5), { spending });
    for (const [at, z] of wanted.entries()) near(t, got[at]?.criticalZ, z, 1.5e-4, `${spending}, look ${at + 1}`);
    near(t, got.at(-1)?.spent, 0.05, 1e-12, 'all of alpha is spent');
  }
});

t.test('power: fieldtrial', async (t) => {
  t.equal(statistics.sampleSize(0.76, 0.9), 112);
  t.equal(statistics.sampleSize(0.76, 0.93), 70);
  t.equal(statistics.sampleSize(0.3, 0.6), 42);
  for (const [rate, n, higher, lower] of [
    [0.76, 40, 0.9707, 0.4588],
    [0.76, 120, 0.8958, 0.5915],
    [0.5, 40, 0.7949, 0.2051],
  ] as const) {
    const { up, down } = statistics.minimumDetectableDifference(rate, n);
    near(t, rate + up!, higher, 5.1e-5, `up from ${rate} with ${n}`);
    near(t, rate - down!, lower, 5.1e-5, `down from ${rate} with ${n}`);
  }
});

t.test('the probability that B is greater: fieldtrial', async (t) => {
  near(t, statistics.probabilityGreater(91, 120, 36, 40), 0.97068, 5.1e-6, '36/40');
  near(t, statistics.probabilityGreater(91, 120, 57, 80), 0.23101, 5.1e-6, '57/80');
  near(t, statistics.probabilityGreater(2, 10, 9, 10), 0.99905, 5.1e-6, '9/10');
});

t.test('Holm over eight comparisons with one baseline: fieldtrial', async (t) => {
  const arms = [
    [21, 40, 0.00893, 0.05361],
    [20, 40, 0.00302, 0.02113],
    [22, 40, 0.01624, 0.08118],
    [32, 40, 0.66934, 1],
    [35, 40, 0.17923, 0.60959],
    [74, 80, 0.00223, 0.01785],
    [68, 80, 0.1524, 0.60959],
    [29, 40, 0.67743, 1],
  ] as const;
  const p = arms.map(([k, n]) => statistics.fisher(91, 120, k, n).pValue);
  const adjusted = statistics.holm(p);
  for (const [at, [k, n, wanted, corrected]] of arms.entries()) {
    near(t, p[at], wanted, 5.1e-6, `Fisher of ${k}/${n}`);
    near(t, adjusted[at], corrected, 5.1e-6, `Holm of ${k}/${n}`);
  }
});

t.test('letters depend on the correction: the notebook of TRI', async (t) => {
  const arms = { B: [9, 10], C: [4, 10], A: [2, 10] } as const;
  const pairs = [
    ['B', 'C'],
    ['B', 'A'],
    ['C', 'A'],
  ] as const;
  const p = pairs.map(([one, other]) => {
    const [k1, n1, k2, n2] = [...arms[one], ...arms[other]] as const;
    return statistics.barnard(k1, n1, k2, n2).pValue;
  });
  const letters = (adjusted: readonly number[]) =>
    statistics.compactLetters(
      Object.keys(arms),
      pairs.filter((_, at) => adjusted[at]! < 0.05),
    );
  t.same(letters(statistics.bonferroni(p)), { B: 'a', C: 'ab', A: 'b' });
  t.same(letters(statistics.holm(p)), { B: 'a', C: 'b', A: 'b' });
});
