import fc from 'fast-check';
import t, { type Test } from 'tap';
import type { Box, Waypoint } from '../../agents/grounding/answer.ts';
import { areaRatio, giou, iou } from '../../agents/grounding/metrics/box.ts';
import { affordanceMetrics, trajectoryMetrics } from '../../agents/grounding/metrics/open-loop.ts';
import { ORIENTED_FRECHET_LIMIT, orientedFrechet } from '../../agents/grounding/metrics/oriented-frechet.ts';
import { discreteFrechet, hausdorff, rmse } from '../../agents/grounding/metrics/path.ts';

const box = (x: number, y: number, width = 0.4, height = 0.4): Box => ({ x, y, width, height });
const near = (t: Test, got: number | null, wanted: number, name: string) =>
  t.ok(got !== null && Math.abs(got - wanted) < 1e-6, `${name}: ${got}, worked out ${wanted}`);

t.test('boxes, worked out by hand', async (t) => {
  // 0.3..0.7 squared against the same moved by (0.1, 0.1): shared 0.3 x 0.3, union 2 x 0.16 - 0.09, around 0.5 x 0.5.
  near(t, iou(box(0.5, 0.5), box(0.6, 0.6)), 0.09 / 0.23, 'IoU');
  near(t, giou(box(0.5, 0.5), box(0.6, 0.6)), 0.09 / 0.23 - 0.02 / 0.25, 'GIoU');
  // Moved along x alone the box around both is their union: GIoU is IoU = 0.12 / 0.20.
  near(t, giou(box(0.5, 0.5), box(0.6, 0.5)), 0.6, 'GIoU without a gap');
  // 0..0.2 and 0.8..1 in one row: union 0.08 of 0.20.
  const apart = [box(0.1, 0.1, 0.2, 0.2), box(0.9, 0.1, 0.2, 0.2)] as const;
  near(t, iou(...apart), 0, 'IoU of boxes that do not meet');
  near(t, giou(...apart), -0.6, 'GIoU of boxes that do not meet');
  near(t, areaRatio(box(0.5, 0.5, 1, 1), box(0.5, 0.5)), 6.25, '1 / 0.16');
  // Half of it lies outside the image: 0.8..1 by 0.3..0.7 is left.
  near(t, areaRatio(box(1, 0.5), box(0.5, 0.5)), 0.5, 'cut at the edge');
  t.equal(areaRatio(box(0.5, 0.5), box(0.5, 0.5, 0, 0)), null);
  t.equal(iou(box(0.5, 0.5, 0, 0), box(0.5, 0.5, 0, 0)), 0);
});

t.test('paths, worked out by hand', async (t) => {
  const straight: Waypoint[] = [
    [0, 0],
    [1, 0],
  ];
  const above: Waypoint[] = [
    [0, 0.3],
    [1, 0.4],
  ];
  near(t, discreteFrechet(straight, above), 0.4, 'DFD');
  near(t, hausdorff(straight, above), 0.4, 'HD');
  near(t, rmse(straight, above), Math.sqrt((0.09 + 0.16) / 2), 'RMSE');
  // Walked from its other end: start to start is (1, 0.4), which the set distance does not see.
  near(t, discreteFrechet(straight, above.toReversed()), Math.sqrt(1.16), 'DFD knows the direction');
  near(t, hausdorff(straight, above.toReversed()), 0.4, 'HD does not');
  const tent: Waypoint[] = [
    [0, 0],
    [0.5, 0.2],
    [1, 0],
  ];
  // The top is sqrt(0.25 + 0.04) from either end of the straight line.
  near(t, discreteFrechet(straight, tent), Math.sqrt(0.29), 'DFD of waypoints, not of curves');
  near(t, hausdorff(straight, tent), Math.sqrt(0.29), 'HD of waypoints, not of curves');
  // The straight line gets a third waypoint at (0.5, 0).
  near(t, rmse(straight, tent), Math.sqrt(0.04 / 3), 'RMSE after resampling');
  near(t, rmse(tent, straight), Math.sqrt(0.04 / 3), 'RMSE is symmetric');
});

t.test('the angle-length augmented distance, worked out by hand', async (t) => {
  const right: Waypoint[] = [
    [0, 0],
    [1, 0],
  ];
  const down: Waypoint[] = [
    [0, 0],
    [0, 1],
  ];
  // Both ends turned by a quarter: 0.25 pi / 2 = 0.392699; the last is sqrt 2 away besides.
  near(t, orientedFrechet(right, down), Math.SQRT2 + 0.392699, 'a quarter turn');
  const half: Waypoint[] = [
    [0, 0],
    [0.5, 0],
  ];
  // Segments twice as long: 0.1 ln 2 = 0.069315; the ends are 0.5 apart.
  near(t, orientedFrechet(right, half), 0.569315, 'half as long');
  near(t, orientedFrechet(half, right), 0.569315, 'twice as long');
  // Right and down: the corner points along the bisector, pi/4 from either.
  const corner: Waypoint[] = [
    [0, 0],
    [0.5, 0],
    [0.5, 0.5],
  ];
  const line: Waypoint[] = [
    [0, 0],
    [0.5, 0],
    [1, 0],
  ];
  // Last to last: sqrt(0.25 + 0.25) + 0.25 pi / 2.
  near(t, orientedFrechet(corner, line), Math.SQRT1_2 + 0.392699, 'round a corner');
  near(t, ORIENTED_FRECHET_LIMIT, 2.429871, 'sqrt 2 + 0.25 pi + 0.1 ln 10');
});

t.test('what points nowhere, or at the other kind of thing, is the worst', async (t) => {
  const path: Waypoint[] = [
    [0, 0],
    [1, 1],
  ];
  const worst = 1000 * Math.SQRT2;
  t.strictSame(affordanceMetrics(null, box(0.5, 0.5)), { iou: 0, giou: -1, areaRatio: null });
  t.strictSame(affordanceMetrics({ kind: 'trajectory', trajectory: path }, box(0.5, 0.5)).iou, 0);
  const nothing = { dfd: worst, hd: worst, rmse: worst, average: worst };
  t.strictSame(trajectoryMetrics(null, path), nothing);
  t.strictSame(trajectoryMetrics({ kind: 'affordance', box: box(0.5, 0.5) }, path), nothing);
  const outside: Waypoint[] = [
    [-0.4, 0],
    [1.4, 1],
  ];
  t.equal(
    trajectoryMetrics({ kind: 'trajectory', trajectory: outside }, path).average,
    0,
    'moved into the image first',
  );
});

const coordinate = fc.double({ min: 0, max: 1, noNaN: true });
const boxes = fc.record({ x: coordinate, y: coordinate, width: coordinate, height: coordinate });
const paths = fc.array(fc.tuple(coordinate, coordinate), { minLength: 2, maxLength: 6 });
const settings = { numRuns: 500, seed: 5 };

t.test('what holds for all boxes', async (t) => {
  const holds = (a: Box, b: Box): boolean => {
    const [plain, general] = [iou(a, b), giou(a, b)];
    const bounded = plain >= 0 && plain <= 1 + 1e-12 && general >= -1 && general <= plain + 1e-9;
    return bounded && iou(b, a) === plain && Math.abs(giou(b, a) - general) < 1e-12;
  };
  t.doesNotThrow(() => fc.assert(fc.property(boxes, boxes, holds), settings));
});

t.test('what holds for all paths', async (t) => {
  /** By its definition: every way to walk both. */
  const walked = (a: Waypoint[], b: Waypoint[], i = 0, j = 0): number => {
    const here = Math.hypot(a[i]![0] - b[j]![0], a[i]![1] - b[j]![1]);
    const ways = [
      [1, 0],
      [0, 1],
      [1, 1],
    ].filter(([p, q]) => i + p! < a.length && j + q! < b.length);
    return Math.max(here, ways.length > 0 ? Math.min(...ways.map(([p, q]) => walked(a, b, i + p!, j + q!))) : 0);
  };
  const holds = (a: Waypoint[], b: Waypoint[]): boolean => {
    const dfd = discreteFrechet(a, b);
    const same = Math.abs(dfd - walked(a, b)) < 1e-12 && discreteFrechet(a, a) === 0 && rmse(a, a) === 0;
    const symmetric = discreteFrechet(b, a) === dfd && Math.abs(orientedFrechet(a, b) - orientedFrechet(b, a)) < 1e-9;
    return same && symmetric && hausdorff(a, b) <= dfd && dfd <= orientedFrechet(a, b) + 1e-12 && dfd <= Math.SQRT2;
  };
  t.doesNotThrow(() => fc.assert(fc.property(paths, paths, holds), settings));
});
