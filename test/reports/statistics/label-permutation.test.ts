import fc from 'fast-check';
import t from 'tap';
import { cochranQ, labelPermutation, signFlip } from '../../../reports/statistics/index.ts';

/** All orders of the labels in each cluster, one by one. */
function enumerated(clusters: readonly (readonly number[])[]): number {
  const orders = (items: readonly number[]): number[][] =>
    items.length < 2
      ? [[...items]]
      : items.flatMap((each, at) => orders(items.toSpliced(at, 1)).map((rest) => [each, ...rest]));
  const spread = (all: readonly (readonly number[])[]): number => {
    const totals = all[0]!.map((_, policy) => all.reduce((sum, each) => sum + each[policy]!, 0));
    const mean = totals.reduce((a, b) => a + b) / totals.length;
    return totals.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  };
  const every = clusters.reduce<number[][][]>(
    (some, each) => some.flatMap((one) => orders(each).map((order) => [...one, order])),
    [[]],
  );
  const observed = spread(clusters) - 1e-9;
  return every.filter((each) => spread(each) >= observed).length / every.length;
}

t.test('comes near the share of all orders', async (t) => {
  for (const clusters of [
    [
      [3, 1, 0],
      [2, 2, 1],
      [4, 0, 1],
    ],
    [
      [1, 0, 0],
      [1, 0, 0],
      [1, 1, 0],
      [0, 0, 1],
    ],
  ]) {
    const exact = enumerated(clusters);
    const { pValue } = labelPermutation(clusters);
    t.ok(Math.abs(pValue - exact) < 0.02, `${pValue} for ${exact}`);
  }
});

t.test("of two it is the sign flip, of single outcomes near Cochran's Q", async (t) => {
  const two = [
    [3, 1],
    [2, 0],
    [4, 1],
    [1, 2],
    [5, 2],
    [3, 0],
    [2, 1],
  ];
  const flipped = signFlip(two.map(([a, b]) => [a! - b!])).pValue;
  t.ok(Math.abs(labelPermutation(two).pValue - flipped) < 0.02);
  const rows = Array.from({ length: 60 }, (_, i) => [1, i % 3 === 0 ? 1 : 0, i % 2]);
  t.ok(labelPermutation(rows).pValue < 0.001 && cochranQ(rows).pValue < 0.001);
});

t.test('no cluster that tells apart: p is 1; unequal lengths are refused', async (t) => {
  t.equal(labelPermutation([]).pValue, 1);
  t.equal(labelPermutation([[2, 2, 2]]).pValue, 1);
  t.throws(() => labelPermutation([[1, 2], [1]]), { code: 'E_ARGUMENT' });
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 3, maxLength: 3 }), { maxLength: 8 }),
      (clusters) => {
        const [once, again] = [1, 2].map(() => labelPermutation(clusters, { resamples: 999 }).pValue);
        return once === again && once! > 0 && once! <= 1;
      },
    ),
    { seed: 6, numRuns: 30 },
  );
});
