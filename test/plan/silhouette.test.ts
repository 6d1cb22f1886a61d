import t from 'tap';
import { lookingAt } from '../../harness/library/camera.ts';
import { loadLibrary } from '../../harness/library/load.ts';
import { footprintOf, gapM, rectangle } from '../../harness/plan/footprint.ts';
import { hidingSpots } from '../../harness/plan/occluder.ts';
import { piecesOf } from '../../harness/plan/pieces.ts';
import { hiddenFraction, samplesOf, silhouetteOf } from '../../harness/plan/silhouette.ts';
import type { Pose, Vec3 } from '../../harness/types.ts';

const library = loadLibrary();
const camera = lookingAt('front', 'world', {
  eyeM: [2, 0, 0],
  targetM: [0, 0, 0],
  up: [0, 0, 1],
  fovYDeg: 40,
  nearM: 0.1,
  farM: 5,
});
const standing = (x: number, y: number): Pose => ({ position: [x, y, 0], quaternion: [0, 0, 0, 1] });

function slab(width: number, height: number): Vec3[] {
  return [-1, 1].flatMap((i) => [-1, 1].map((k): Vec3 => [0, (i * width) / 2, (k * height) / 2]));
}

t.test('a slab at half the distance hides twice its width', async (t) => {
  const target = silhouetteOf([slab(0.4, 0.4)], standing(0, 0), 1, camera);
  const samples = samplesOf(target);
  const hidden = (y: number) => hiddenFraction(samples, silhouetteOf([slab(0.1, 1)], standing(1, y), 1, camera));
  t.ok(Math.abs(hidden(0) - 0.5) < 0.03, `${hidden(0)}`);
  t.ok(Math.abs(hidden(0.1) - 0.25) < 0.03, `${hidden(0.1)}`);
  t.equal(hidden(0.2), 0);
});

t.test('the outline of a model is that of its shape, wherever it is put together from', async (t) => {
  const area = (name: string) => {
    const outline = silhouetteOf(piecesOf(library.models[name]!, library.meshes), standing(0, 0), 1, camera);
    const box = (outline.high[0] - outline.low[0]) * (outline.high[1] - outline.low[1]);
    return (samplesOf(outline).length / 1600) * box * 4;
  };
  const [, d, h] = library.models.soup_can!.sizeM;
  t.ok(Math.abs(area('soup_can') / (d * h) - 1) < 0.08, `${area('soup_can')} against ${d * h}`);
  t.ok(area('tennis_ball') / library.models.tennis_ball!.sizeM[2] ** 2 < 0.86, 'a ball fills pi/4 of its square');
});

t.test('the prop is put where the wanted fraction is hidden, on either side', async (t) => {
  const front = lookingAt('front', 'world', library.cameras.front!);
  const prop = piecesOf(library.models.cereal_box!, library.meshes);
  for (const [x, y] of [
    [0.4, 0.2],
    [0.55, -0.25],
  ] as const) {
    const target = silhouetteOf(piecesOf(library.models.mug!, library.meshes), standing(x, y), 1, front);
    for (const fraction of [0.25, 0.5]) {
      const spots = [...hidingSpots({ camera: front, target, targetSpot: [x, y], fraction }, prop, 1)];
      t.equal(spots.length, 6);
      for (const pose of spots) {
        const got = hiddenFraction(samplesOf(target), silhouetteOf(prop, pose, 1, front));
        t.ok(Math.abs(got - fraction) < 0.03, `${got} for ${fraction}`);
      }
    }
  }
});

t.test('gaps between footprints', async (t) => {
  const ball = footprintOf(library.models.soup_can!, 1, [0, 0], 0, false);
  const other = footprintOf(library.models.soup_can!, 1, [0.1, 0], 1, false);
  t.ok(Math.abs(gapM(ball, other) - (0.1 - library.models.soup_can!.sizeM[0])) < 1e-3);
  const [long, across] = [rectangle([0, 0], 0.2, 0.02, 0, 0), rectangle([0, 0.05], 0.2, 0.02, Math.PI / 2, 0)];
  t.ok(gapM(long, across) < 0, 'crossing sticks overlap');
  t.ok(gapM(long, rectangle([0, 0.05], 0.2, 0.02, 0, 0)) > 0.015, 'parallel ones do not');
});
