import { readFileSync } from 'node:fs';
import t, { type Test } from 'tap';
import { effectiveClusters } from '../../reports/statistics/effective-clusters.ts';
import { bootstrap, mcnemarExact, mean, tango, wilson } from '../../reports/statistics/index.ts';
import { uniform } from '../../reports/statistics/random.ts';
import { wilsonOfRate } from '../../reports/statistics/wilson.ts';
import { rateFrom } from '../../reports/summary/rate.ts';

type Row4 = [number, number, number, number];
type Row6 = [number, number, number, number, number, number];
interface Vectors {
  readonly wilson: readonly { readonly k: number; readonly n: number; readonly low: number; readonly high: number }[];
  readonly paired: readonly {
    readonly b: number;
    readonly c: number;
    readonly n: number;
    readonly p: number;
    readonly difference: number;
    readonly low: number;
    readonly high: number;
  }[];
  readonly published: { readonly wilson: readonly Row4[]; readonly paired: readonly Row6[] };
}
const vectors = JSON.parse(readFileSync(new URL('vectors.json', import.meta.url), 'utf8')) as Vectors;

const near = (test: Test, got: number, want: number, within: number, what: string): unknown =>
  test.ok(Math.abs(got - want) <= within, `${what}: expected ${want}, got ${got}`);

t.test('wilson gives the reference intervals', async (t) => {
  for (const { k, n, low, high } of vectors.wilson) {
    const got = wilson(k, n);
    near(t, got?.low ?? Number.NaN, low, 1e-9, `low of ${k}/${n}`);
    near(t, got?.high ?? Number.NaN, high, 1e-9, `high of ${k}/${n}`);
  }
  for (const [k, n, low, high] of vectors.published.wilson) {
    near(t, wilson(k, n)?.low ?? Number.NaN, low, 5.1e-5, `published low of ${k}/${n}`);
    near(t, wilson(k, n)?.high ?? Number.NaN, high, 5.1e-5, `published high of ${k}/${n}`);
  }
});

t.test('no data is null, never a rate', async (t) => {
  t.equal(wilson(0, 0), null);
  t.equal(tango(0, 0, 0), null);
});

t.test('wilson is symmetric, holds its rate, narrows with n and widens with the level', async (t) => {
  for (const n of [1, 2, 7, 40, 1000]) {
    for (let k = 0; k <= n; k += Math.max(1, Math.floor(n / 7))) {
      const [one, other] = [wilson(k, n)!, wilson(n - k, n)!];
      near(t, one.low, 1 - other.high, 1e-12, `mirror of ${k}/${n}`);
      t.ok(one.low <= k / n && k / n <= one.high && one.low >= 0 && one.high <= 1, `${k}/${n} inside [0, 1]`);
    }
  }
  const width = (interval: { low: number; high: number } | null) => interval!.high - interval!.low;
  t.ok(width(wilson(50, 100)) < width(wilson(5, 10)));
  t.ok(width(wilson(5, 10, 0.99)) > width(wilson(5, 10, 0.9)));
  t.same(wilson(0, 10)?.low, 0);
  t.same(wilson(10, 10)?.high, 1);
});

t.test('outcomes that share seeds count once a seed', async (t) => {
  t.same(wilsonOfRate(0.8, 20), wilson(16, 20));
  t.ok(wilsonOfRate(0.8, 20).low < wilson(640, 800)!.low);
});

t.test('seeds with many conditions weigh more than they tell', async (t) => {
  t.equal(effectiveClusters([]), 0);
  t.equal(effectiveClusters([7, 7, 7]), 3);
  t.ok(Math.abs(effectiveClusters([...Array(20).fill(47), ...Array(20).fill(3), ...Array(20).fill(2)]) - 24.34) < 0.01);
});

t.test('an interval for outcomes that are alike in each seed covers, whatever the sizes', async (t) => {
  const sizes = [...Array(20).fill(47), ...Array(20).fill(3), ...Array(20).fill(2)];
  const draw = uniform(7);
  for (const p of [0.5, 0.8, 0.9]) {
    const covered = Array.from({ length: 2000 }, () => {
      const k = sizes.reduce((sum, size) => sum + (draw() < p ? size : 0), 0);
      const { low, high } = rateFrom(k, sizes);
      return low! <= p && p <= high!;
    }).filter(Boolean).length;
    t.ok(covered / 2000 > 0.93, `at ${p}: ${covered / 2000}`);
  }
});

t.test('tango and mcnemarExact give the reference values', async (t) => {
  for (const { b, c, n, p, difference, low, high } of vectors.paired) {
    const got = tango(b, c, n)!;
    near(t, got.difference, difference, 1e-12, `difference of ${b}, ${c}, ${n}`);
    near(t, got.low, low, 1e-9, `low of ${b}, ${c}, ${n}`);
    near(t, got.high, high, 1e-9, `high of ${b}, ${c}, ${n}`);
    near(t, mcnemarExact(b, c).pValue / p, 1, 1e-11, `p of ${b}, ${c}`);
  }
  for (const [b, c, n, p, low, high] of vectors.published.paired) {
    const got = tango(b, c, n)!;
    near(t, got.low, low, 1e-6, `published low of ${b}, ${c}, ${n}`);
    near(t, got.high, high, 1e-6, `published high of ${b}, ${c}, ${n}`);
    near(t, mcnemarExact(b, c).pValue, p, 1e-6, `published p of ${b}, ${c}`);
  }
});

t.test('a paired difference turns its sign with its sides', async (t) => {
  for (const [b, c, n] of [
    [10, 2, 40],
    [0, 0, 20],
    [30, 0, 30],
    [1, 0, 1],
    [15, 15, 30],
  ] as const) {
    const [one, other] = [tango(b, c, n)!, tango(c, b, n)!];
    near(t, one.low, -other.high, 1e-12, `${b}, ${c}, ${n}`);
    near(t, one.high, -other.low, 1e-12, `${b}, ${c}, ${n}`);
    t.ok(one.low <= one.difference && one.difference <= one.high);
    t.ok(one.low >= -1 && one.high <= 1);
    t.same(mcnemarExact(b, c), mcnemarExact(c, b));
  }
});

t.test('the exact test is the sum of the binomial tail, and stays finite for many pairs', async (t) => {
  t.equal(mcnemarExact(0, 0).pValue, 1);
  t.equal(mcnemarExact(5, 5).pValue, 1);
  near(t, mcnemarExact(5, 0).pValue, 2 / 2 ** 5, 1e-15, '5 of 5');
  near(t, mcnemarExact(1, 7).pValue, (2 * (1 + 8)) / 2 ** 8, 1e-15, '1 of 8');
  const many = mcnemarExact(50_000, 49_000).pValue;
  t.ok(many > 0.001 && many < 0.002, `p of 50000 against 49000 is ${many}`);
});

t.test('counts and levels that cannot be are refused', async (t) => {
  for (const call of [
    () => wilson(3, 2),
    () => wilson(-1, 2),
    () => wilson(0.5, 2),
    () => wilson(Number.NaN, 2),
    () => tango(3, 3, 5),
    () => mcnemarExact(-1, 2),
  ]) {
    t.throws(call, { code: 'E_ARGUMENT', message: /expected whole numbers/ });
  }
  t.throws(() => wilson(1, 2, 0.94), { code: 'E_ARGUMENT', message: /0\.95/ });
});

t.test('bootstrap of a mean agrees with the full enumeration of its samples', async (t) => {
  // All 3125 samples of five values: quantiles -0.4 and 0.8 (worked out by enumeration).
  const values = [1, 0, 0, 1, -1];
  const interval = bootstrap(values, mean, { draws: 20_000 });
  t.ok(
    interval && Math.abs(interval.low + 0.4) < 1e-9 && Math.abs(interval.high - 0.8) < 1e-9,
    JSON.stringify(interval),
  );
  t.strictSame(
    bootstrap(values, mean, { seed: 3 }),
    bootstrap(values, mean, { seed: 3 }),
    'the same for the same seed',
  );
  const roots = Array.from({ length: 12 }, (_, i) => Math.sqrt(i));
  t.notSame(bootstrap(roots, mean, { seed: 3 }), bootstrap(roots, mean, { seed: 4 }));
  t.equal(bootstrap([1], mean), null, 'one value says nothing of its spread');
  t.equal(mean([]), null);
});
