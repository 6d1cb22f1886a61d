import fc from 'fast-check';
import t from 'tap';
import { canonicalJson } from '../../harness/record/canonical.ts';

/** What the written form means: JSON of a copy whose keys were put in order. */
function byCopy(value: unknown): string {
  return JSON.stringify(value, (_, item) => {
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    const sorted = Object.entries(item).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return Object.fromEntries(sorted);
  });
}

t.test('the same text as sorted copies give', async () => {
  fc.assert(
    fc.property(
      fc.object({
        withNullPrototype: true,
        withUnicodeString: true,
        withDate: true,
        withSparseArray: true,
        maxDepth: 4,
      }),
      (value) => canonicalJson(value) === byCopy(value),
    ),
    { seed: 20261129, numRuns: 2_000 },
  );
});

t.test('what is easily written otherwise', async (t) => {
  for (const value of [{ 10: 1, 9: 2, b: 3, a: 4 }, { a: undefined, b: [undefined] }, [-0, Number.NaN, 1e21], 'é"\n']) {
    t.equal(canonicalJson(value), byCopy(value));
  }
});
