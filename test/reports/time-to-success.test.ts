import fc from 'fast-check';
import t from 'tap';
import { curveOf } from '../../reports/details/time-to-success.ts';
import { wilson, wilsonOfRate } from '../../reports/statistics/wilson.ts';
import { type Settled, settledAs } from '../../reports/summary/settle.ts';
import { planned, record } from './builder.ts';

type End = 'success' | 'max_steps' | 'target_fell';

let seeds = 0;

function settled(sec: number, end: End, seed = seeds++): Settled {
  const [one] = planned('s', [], 1);
  const episode = { ...one!, replicate: seed };
  return settledAs(episode, record(episode, end === 'success' ? 'success' : 'failure', { simTimeSec: sec, end }));
}

t.test('Kaplan-Meier: remission of Freireich and others (1963), as in every textbook', async (t) => {
  const relapsed = [6, 6, 6, 7, 10, 13, 16, 22, 23].map((sec) => settled(sec, 'success'));
  const censored = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35].map((sec) => settled(sec, 'max_steps'));
  const { points, medianSec } = curveOf([...censored, ...relapsed]);
  const surviving = (sec: number) => 1 - points.find((point) => point.sec === sec)!.solved;
  const published: [number, number][] = [
    [6, 0.857],
    [7, 0.807],
    [10, 0.753],
    [13, 0.69],
    [16, 0.627],
    [22, 0.538],
    [23, 0.448],
  ];
  for (const [sec, expected] of published)
    t.ok(Math.abs(surviving(sec) - expected) < 0.001, `${sec}: ${surviving(sec)}`);
  t.equal(medianSec, 23);
  // Nothing is censored before 6: three of 21, as Wilson has it.
  const { low, high } = points.find(({ sec }) => sec === 6)!;
  const plain = wilson(3, 21)!;
  t.ok(Math.abs(low - plain.low) < 1e-9 && Math.abs(high - plain.high) < 1e-9, `${low} to ${high}`);
  // At 23 Greenwood's standard error is 0.1346 (R: survfit): worth 0.448 * 0.552 / 0.1346^2 = 13.65 outcomes.
  const last = points.find(({ sec }) => sec === 23)!;
  const worth = wilsonOfRate(last.solved, 13.65);
  t.ok(Math.abs(last.low - worth.low) < 1e-3 && Math.abs(last.high - worth.high) < 1e-3, `${last.low} to ${last.high}`);
});

t.test('whoever can never succeed stays counted', async (t) => {
  const { points } = curveOf([
    settled(1, 'success'),
    settled(0.5, 'target_fell'),
    settled(2, 'success'),
    settled(0.1, 'target_fell'),
  ]);
  t.equal(points.at(-1)!.solved, 0.5, 'not 1, as it would be were a fall censored');
});

t.test('without censoring it is the share that has succeeded; never falls; the interval holds it', async (t) => {
  const end = fc.constantFrom<End>('success', 'target_fell');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), end), { minLength: 1 }), (all) => {
      const { points } = curveOf(all.map(([sec, how]) => settled(sec, how)));
      for (const [i, { sec, solved, low, high }] of points.entries()) {
        const share = all.filter(([when, how]) => how === 'success' && when <= sec).length / all.length;
        t.ok(Math.abs(solved - share) < 1e-9);
        t.ok(low <= solved + 1e-12 && solved <= high + 1e-12 && solved >= (points[i - 1]?.solved ?? 0));
      }
    }),
    { numRuns: 50 },
  );
});

t.test('at all and at none the interval is that of a rate, and seeds count once', async (t) => {
  const all = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const end = (sec: number) => curveOf(all.map((each) => settled(sec, 'success', each))).points.at(-1)!;
  t.match(end(3), { solved: 1, ...wilson(10, 10)! });
  t.match(curveOf(all.map(() => settled(3, 'max_steps'))).points.at(-1)!, { solved: 0, ...wilson(0, 10)! });
  const twice = curveOf([...all, ...all].map((seed) => settled(3, 'success', seed)));
  t.match(twice.points.at(-1)!, { solved: 1, ...wilson(10, 10)! });
});
