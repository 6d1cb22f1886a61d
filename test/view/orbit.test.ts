import t, { type Test } from 'tap';
import { distance, norm, rotate, subtract } from '../../harness/geometry/vector.ts';
import { lookingAt } from '../../harness/library/camera.ts';
import type { Eye } from '../../harness/render/frame.ts';
import type { Vec3 } from '../../harness/types.ts';
import { eyeOnOrbit, orbitFrom, panned, turned, zoomed } from '../../harness/view/page/orbit.ts';

const LENS = { fovYDeg: 45, nearM: 0.05, farM: 5 };

function eye(eyeM: Vec3, targetM: Vec3, up: Vec3): Eye {
  const { position, quaternion, fovYRad, nearM, farM } = lookingAt('front', 'world', { eyeM, targetM, up, ...LENS });
  return { pose: { position, quaternion }, fovYRad, nearM, farM };
}

const FRONT = eye([1.25, 0, 0.8], [0.36, 0, 0.16], [0, 0, 1]);
const OVERHEAD = eye([0.46, 0, 1.25], [0.46, 0, 0], [1, 0, 0]);

/** Two eyes that see the same, but for what an orbit cannot hold: a roll, and the last degrees to the pole. */
function sameView(t: Test, a: Eye, b: Eye, tolerance: number): void {
  t.ok(distance(a.pose.position, b.pose.position) < tolerance, 'position');
  for (const axis of [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ] as const) {
    // biome-ignore format: three axes
    t.ok(distance(rotate(a.pose.quaternion, axis), rotate(b.pose.quaternion, axis)) < tolerance, `axis ${axis}`);
  }
}

t.test('an orbit begins where the camera stands', async (t) => {
  sameView(t, eyeOnOrbit(orbitFrom(FRONT)), FRONT, 1e-6);
  sameView(t, eyeOnOrbit(orbitFrom(OVERHEAD)), OVERHEAD, 0.05);
});

t.test('one that looks up has its target in the air before it', async (t) => {
  const up = eye([0, 0, 0.2], [1, 0, 0.8], [0, 0, 1]);
  sameView(t, eyeOnOrbit(orbitFrom(up)), up, 1e-6);
});

t.test('turning and zooming keep the target in the middle, and the picture upright', async (t) => {
  const start = orbitFrom(FRONT);
  for (const orbit of [turned(start, 300, -40), turned(start, -50, 9999), zoomed(start, 0.3), zoomed(start, 1e9)]) {
    const { pose } = eyeOnOrbit(orbit);
    const toTarget = subtract(orbit.target, pose.position);
    t.ok(Math.abs(norm(toTarget) - orbit.distanceM) < 1e-9);
    const forward = rotate(pose.quaternion, [0, 0, 1]);
    t.ok(distance(forward, toTarget.map((each) => each / norm(toTarget)) as unknown as Vec3) < 1e-6);
    t.ok(Math.abs(rotate(pose.quaternion, [1, 0, 0])[2]) < 1e-9, 'right lies level');
    t.ok(rotate(pose.quaternion, [0, 1, 0])[2] < 0, 'down points down');
  }
});

t.test('panning by a whole height moves the target out by what is seen at its distance', async (t) => {
  const start = orbitFrom(FRONT);
  const moved = distance(panned(start, 0, 1).target, start.target);
  t.ok(Math.abs(moved - 2 * start.distanceM * Math.tan(start.fovYRad / 2)) < 1e-9);
});
