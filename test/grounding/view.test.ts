import t from 'tap';
import { heightAt, onPlane, projected, surfaceAt, viewOf } from '../../agents/grounding/view.ts';
import { windowOf } from '../../agents/grounding/window.ts';
import { distance } from '../../harness/geometry/vector.ts';
import type { Vec3 } from '../../harness/types.ts';
import { tablePicture } from '../builders/table-picture.ts';

const view = viewOf(tablePicture([{ at: [0.45, 0.1], sizeM: [0.05, 0.05, 0.05] }]));
const pixelAt = (point: Vec3): number => {
  const [u, v] = projected(view, point)!;
  return Math.floor(v) * view.widthPx + Math.floor(u);
};

t.test('a point of a surface goes to a pixel, and that pixel back to the point, to the size of a pixel', async (t) => {
  const top: Vec3 = [0.45, 0.1, 0.05];
  t.ok(distance(surfaceAt(view, pixelAt(top)), top) < 0.006);
  t.ok(Math.abs(heightAt(view, pixelAt(top)) - 0.05) < 1e-4);
  const bare: Vec3 = [0.5, -0.2, 0];
  t.ok(distance(surfaceAt(view, pixelAt(bare)), bare) < 0.008);
});

t.test('left and right, near and far: the robot’s left is on the right of the front image', async (t) => {
  const [left] = projected(view, [0.45, 0.2, 0])!;
  const [right] = projected(view, [0.45, -0.2, 0])!;
  t.ok(left > right);
  const [, near] = projected(view, [0.6, 0, 0])!;
  const [, far] = projected(view, [0.3, 0, 0])!;
  t.ok(near > far);
  t.equal(projected(view, [3, 0, 2]), null, 'behind the camera');
});

t.test(
  'a ray meets a plane where the projection of the meeting point is the ray’s pixel; none above the horizon',
  async (t) => {
    const point = onPlane(view, 100, 200, 0.1)!;
    t.ok(Math.abs(point[2] - 0.1) < 1e-9);
    const [u, v] = projected(view, point)!;
    t.ok(Math.hypot(u - 100, v - 200) < 1e-6);
    t.equal(onPlane(view, 160, -4000, 0), null);
  },
);

t.test('a box becomes whole pixels of the image, at least one', async (t) => {
  const size = { widthPx: 100, heightPx: 50 };
  t.same(windowOf({ x: 0.5, y: 0.5, width: 0.2, height: 0.2 }, size), { left: 40, top: 20, right: 60, bottom: 30 });
  t.same(windowOf({ x: 0, y: 1, width: 0.2, height: 0.2 }, size), { left: 0, top: 45, right: 10, bottom: 50 });
  const speck = windowOf({ x: 1.2, y: 0.505, width: 1e-9, height: 1e-9 }, size);
  t.same([speck.right - speck.left, speck.bottom - speck.top], [1, 1]);
});
