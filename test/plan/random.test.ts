import t from 'tap';
import { direction, episodeSeed, shuffled, stream } from '../../harness/plan/random.ts';

t.test('seeds are 32 bits and differ by run seed, scenario and replicate', async (t) => {
  const seeds = [episodeSeed(0, 'a', 0), episodeSeed(1, 'a', 0), episodeSeed(0, 'b', 0), episodeSeed(0, 'a', 1)];
  t.equal(new Set(seeds).size, 4);
  t.ok(seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 32));
  t.equal(episodeSeed(0, 'a', 0), 3082884899, 'fixed for ever: plans of old runs must be the same');
});

t.test('streams of two kinds have nothing in common', async (t) => {
  const draw = (kind: string) => {
    const draws = stream(7, kind);
    return Array.from({ length: 4000 }, () => draws.unit());
  };
  const [a, b] = [draw('place.target'), draw('place.receptacle')];
  t.same(draw('place.target'), a);
  t.ok(a.every((value) => value >= 0 && value < 1));
  const covariance = a.reduce((sum, value, i) => sum + (value - 0.5) * (b[i]! - 0.5), 0) / a.length;
  t.ok(Math.abs(12 * covariance) < 0.05, `correlation ${12 * covariance}`);
});

t.test('first draws of neighbouring seeds are spread evenly', async (t) => {
  const firsts = Array.from({ length: 2000 }, (_, seed) => stream(seed, 'x').unit());
  const counts = Array.from(
    { length: 10 },
    (_, bin) => firsts.filter((value) => Math.floor(value * 10) === bin).length,
  );
  t.ok(
    counts.every((count) => count > 150 && count < 250),
    counts.join(' '),
  );
});

t.test('a shuffle keeps all, a direction has length one', async (t) => {
  const items = Array.from({ length: 20 }, (_, i) => i);
  t.same(
    shuffled(items, stream(1, 'x')).toSorted((a, b) => a - b),
    items,
  );
  t.ok(Math.abs(Math.hypot(...direction(stream(1, 'y'))) - 1) < 1e-12);
});
