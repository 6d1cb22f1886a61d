/** Which samples a triangle covers: against exact counting, against rays, and where triangles meet. */
import t from 'tap';
import { rotate } from '../../harness/geometry/vector.ts';
import { direction, type Stream, stream } from '../../harness/plan/random.ts';
import type { Eye, Frame } from '../../harness/render/frame.ts';
import { focalLengthPx } from '../../harness/render/lens.ts';
import { NOTHING, VisibilityBuffer } from '../../harness/render/raster.ts';
import { Renderer } from '../../harness/render/renderer.ts';
import { Vertices } from '../../harness/render/vertices.ts';
import type { MeshAsset } from '../../harness/render/visuals.ts';
import type { Vec3 } from '../../harness/types.ts';
import { asked, eyeAt, staged, triangles } from '../builders/stage.ts';

/** How often each sample is covered by the triangles of a grid of crooked but convex cells, each drawn alone. */
function gridCounts(draws: Stream, cells: number, stepPx: number, roundTo: number): Int32Array {
  const size = cells * stepPx;
  const vertices = new Vertices();
  vertices.reserve((cells + 1) * (cells + 1));
  const bend = (at: number) => {
    const edge = at === 0 || at === cells;
    const shift = edge ? 0 : draws.between(-0.22, 0.22) * stepPx * 256;
    return Math.round((at * stepPx * 256 + shift) / roundTo) * roundTo;
  };
  for (let i = 0; i < (cells + 1) * (cells + 1); i++) {
    vertices.screenX[i] = bend(i % (cells + 1));
    vertices.screenY[i] = bend(Math.floor(i / (cells + 1)));
    vertices.inverseZ[i] = 1;
  }
  const counts = new Int32Array(size * size);
  const buffer = new VisibilityBuffer();
  buffer.resize(size, size);
  const draw = (a: number, b: number, c: number) => {
    const { screenX: x, screenY: y } = vertices;
    const area = (x[b]! - x[a]!) * (y[c]! - y[a]!) - (y[b]! - y[a]!) * (x[c]! - x[a]!);
    if (area === 0) return;
    buffer.clear(0);
    buffer.draw(vertices, 7, a, area > 0 ? b : c, area > 0 ? c : b);
    buffer.triangles.forEach((id, i) => {
      if (id !== NOTHING) counts[i]!++;
    });
  };
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const [a, b] = [row * (cells + 1) + column, row * (cells + 1) + column + 1];
      const [c, d] = [a + cells + 1, b + cells + 1];
      if (draws.unit() < 0.5) [draw(a, b, d), draw(a, d, c)];
      else [draw(a, b, c), draw(b, d, c)];
    }
  }
  return counts;
}

t.test('triangles that share edges cover each sample once', async (t) => {
  // Rounded to halves of a pixel, corners and whole edges lie on the middles of samples: the hardest case.
  for (const roundTo of [1, 128, 256]) {
    for (let seed = 0; seed < 12; seed++) {
      const counts = gridCounts(stream(seed, `grid ${roundTo}`), 5, 6, roundTo);
      t.ok(
        counts.every((count) => count === 1),
        `grid ${seed} in steps of ${roundTo}: ${[...new Set(counts)]}`,
      );
    }
  }
});

const SIZE = 48;

const seen = (mesh: MeshAsset, eye: Eye): Frame => {
  const { stage, poses } = staged([{ shape: mesh }]);
  return new Renderer(stage).draw(asked(eye, SIZE, SIZE), poses);
};

const point = (draws: Stream, reachM: number): Vec3 =>
  [0, 1, 2].map(() => draws.between(-reachM, reachM)) as unknown as Vec3;

/** A random camera; what it looks at lies around, before and behind it. */
function anyEye(draws: Stream): Eye {
  const at = point(draws, 1);
  const [forward, up] = [direction(draws), direction(draws)];
  const target = at.map((value, i) => value + forward[i]!) as unknown as Vec3;
  return eyeAt(at, target, up, { fovYRad: draws.between(0.4, 1.8) });
}

t.test('a fan that the near plane and the sides cut covers no sample twice and leaves none out', async (t) => {
  for (let seed = 0; seed < 120; seed++) {
    const draws = stream(seed, 'fan');
    const eye = anyEye(draws);
    // A flat quadrilateral around the camera, now small, now far beyond what can be projected.
    const [sizeM, heightM] = [10 ** draws.between(-0.5, 3), draws.between(-0.5, 0.5)];
    const [a, b, c, d] = [
      [-1, -1],
      [1, -1],
      [1, 1],
      [-1, 1],
    ].map(([x, y]): Vec3 => {
      return [x! * sizeM * draws.between(0.5, 1), y! * sizeM * draws.between(0.5, 1), heightM];
    }) as [Vec3, Vec3, Vec3, Vec3];
    const hub: Vec3 = [draws.between(-0.2, 0.2) * sizeM, draws.between(-0.2, 0.2) * sizeM, heightM];
    const together = seen(triangles(a, b, c, a, c, d), eye);
    const alone = [
      [a, b],
      [b, c],
      [c, d],
      [d, a],
    ].map(([p, q]) => seen(triangles(p!, q!, hub), eye));
    let [doubled, missing] = [0, 0];
    for (let i = 0; i < SIZE * SIZE; i++) {
      const count = alone.filter(({ segmentation }) => segmentation![i] === 0).length;
      if (count > 1) doubled++;
      // Where the near or the far plane ends the surface, each triangle ends by its own rounding (at 10 m, of corners hundreds of metres away).
      const depthM = together.depthM![i]!;
      const within = depthM > 1.05 * eye.nearM && depthM < 0.98 * eye.farM;
      if (count === 0 && together.segmentation![i] === 0 && within) missing++;
    }
    t.equal(doubled, 0, `fan ${seed}: none twice`);
    t.equal(missing, 0, `fan ${seed}: none left out`);
  }
});

/** Depth at which the ray through a point of the image meets a triangle; null where it misses. */
function hit([a, b, c]: readonly Vec3[], eye: Eye, u: number, v: number): number | null {
  const focalPx = focalLengthPx(eye.fovYRad, SIZE);
  const ray = rotate(eye.pose.quaternion, [(u - SIZE / 2) / focalPx, (v - SIZE / 2) / focalPx, 1]);
  const sub = (p: Vec3, q: Vec3): Vec3 => [p[0] - q[0], p[1] - q[1], p[2] - q[2]];
  const cross = (p: Vec3, q: Vec3): Vec3 => [
    p[1] * q[2] - p[2] * q[1],
    p[2] * q[0] - p[0] * q[2],
    p[0] * q[1] - p[1] * q[0],
  ];
  const dot = (p: Vec3, q: Vec3): number => p[0] * q[0] + p[1] * q[1] + p[2] * q[2];
  const [e, f, s] = [sub(b!, a!), sub(c!, a!), sub(eye.pose.position, a!)];
  const h = cross(ray, f);
  const scale = 1 / dot(e, h);
  const [x, q] = [dot(s, h) * scale, cross(s, e)];
  const y = dot(ray, q) * scale;
  const depth = dot(f, q) * scale;
  return x >= 0 && y >= 0 && x + y <= 1 && depth >= eye.nearM && depth < eye.farM ? depth : null;
}

t.test('a triangle anywhere, of any size, is where rays meet it', async (t) => {
  let [inside, outside] = [0, 0];
  for (let seed = 0; seed < 400; seed++) {
    const draws = stream(seed, 'ray');
    const eye = anyEye(draws);
    const [sizeM, middle] = [10 ** draws.between(-2.5, 2.5), point(draws, 2)];
    const corners = [0, 1, 2].map(
      () => point(draws, sizeM).map((value, i) => Math.fround(value + middle[i]!)) as never as Vec3,
    );
    const frame = seen(triangles(...corners), eye);
    let wrong = 0;
    for (let i = 0; i < SIZE * SIZE; i++) {
      const [u, v] = [(i % SIZE) + 0.5, Math.floor(i / SIZE) + 0.5];
      // Corners are rounded to 1/256 pixel: a ray counts where those around it agree.
      const around = [
        [0, 0],
        [-0.02, 0],
        [0.02, 0],
        [0, -0.02],
        [0, 0.02],
      ].map(([x, y]) => hit(corners, eye, u + x!, v + y!));
      const depth = around[0]!;
      if (around.some((other) => (other === null) !== (depth === null))) continue;
      if (depth === null ? frame.segmentation![i] !== -1 : frame.segmentation![i] !== 0) wrong++;
      const slack =
        depth === null ? 0 : 1e-5 * depth + 2 * Math.max(...around.map((other) => Math.abs(other! - depth)));
      if (depth !== null && Math.abs(frame.depthM![i]! - depth) > slack) wrong++;
      if (depth === null) outside++;
      else inside++;
    }
    t.equal(wrong, 0, `triangle ${seed} of ${sizeM.toPrecision(2)} m`);
  }
  t.ok(inside > 20_000 && outside > 20_000, `${inside} samples inside, ${outside} outside`);
});

t.test('a triangle smaller than a sample shows where it lies on the middle of one, else not at all', async (t) => {
  const eye = eyeAt([0, 0, 1], [0, 0, 0], [0, 1, 0]);
  const tiny = (x: number, y: number) => triangles([x, y, 0], [x + 2e-3, y, 0], [x, y + 2e-3, 0]);
  const pixelM = 1 / focalLengthPx(eye.fovYRad, SIZE);
  const on = seen(tiny(0.5 * pixelM - 5e-4, 0.5 * pixelM - 5e-4), eye).segmentation!;
  t.equal(on.filter((name) => name === 0).length, 1);
  t.equal(on[(SIZE / 2 - 1) * SIZE + SIZE / 2], 0, 'right of and above the middle of the image');
  t.ok(seen(tiny(0.1 * pixelM, 0.1 * pixelM), eye).segmentation!.every((name) => name === -1));
});

t.test('triangles without an area draw nothing', async (t) => {
  const [a, b] = [[0, 0, 0] as const, [0.3, 0.1, 0] as const];
  const eye = eyeAt([0, 0, 1], [0, 0, 0], [0, 1, 0]);
  for (const mesh of [triangles(a, a, a), triangles(a, b, b), triangles(a, b, [0.6, 0.2, 0]), triangles()]) {
    t.ok(seen(mesh, eye).segmentation!.every((name) => name === -1));
  }
});
