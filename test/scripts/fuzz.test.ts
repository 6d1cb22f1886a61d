/** A little of `npm run fuzz` on each thing that reads what others wrote. */
import t from 'tap';
import { drawing, mutated } from '../../scripts/fuzz/mutate.ts';
import { fuzzed } from '../../scripts/fuzz/one.ts';
import { ours, TARGETS } from '../../scripts/fuzz/targets.ts';

for (const { name, weight } of TARGETS) {
  t.test(`${name}: no accident on inputs that are nearly right`, async (t) => {
    const said = [...fuzzed(name, { inputs: 25 * weight, seed: 9 })];
    t.same(
      said.filter((each) => typeof each !== 'number'),
      [],
    );
  });
}

t.test('sound inputs are read, the same number makes the same input, and an accident is seen', async (t) => {
  for (const { corpus, read } of TARGETS.filter(({ name }) => /scenario|record|answer/.test(name)))
    for (const bytes of corpus()) t.doesNotThrow(() => read(bytes));
  const corpus = [Buffer.from('a sound input')];
  const inputs = (seed: number): string[] =>
    Array.from({ length: 50 }, (_, i) => Buffer.from(mutated(corpus, drawing(seed + i))).toString('hex'));
  t.same(inputs(1), inputs(1));
  t.ok(new Set(inputs(1)).size > 40);
  t.throws(() => ours(() => (undefined as unknown as { x: { y: number } }).x.y), TypeError);
});
