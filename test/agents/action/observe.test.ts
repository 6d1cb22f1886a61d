import { createHash } from 'node:crypto';
import t from 'tap';
import { policyMapSchema } from '../../../agents/action/map/schema.ts';
import type { Tensor } from '../../../agents/action/model.ts';
import { fitOf } from '../../../agents/action/observe/picture.ts';
import { camerasOf, observerOf, readingsOf } from '../../../agents/action/observe/request.ts';
import type { CameraImage, Observation } from '../../../harness/types.ts';

const sha = (data: Tensor['data']): string =>
  createHash('sha256')
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest('hex')
    .slice(0, 16);

/** Rough where Pillow's rounding shows: numpy's `(i * 2654435761 % 2**32 >> 7) & 255`. */
const rough = (width: number, height: number): Uint8Array =>
  Uint8Array.from({ length: width * height * 3 }, (_, i) => (Math.imul(i, 2654435761) >>> 7) & 255);

const image = (told: object) =>
  Object.values(policyMapSchema.parse({ images: { a: { camera: 'front', ...told } } }).images)[0]!;

const fitted = (told: object, rgb: Uint8Array): Tensor => fitOf(image(told))({ rgb });

/** From `image_tools.resize_with_pad` of openpi-client 0.1.2 and `Image.resize(..., BILINEAR)`, Pillow 13.0.0; turned by numpy. */
const PILLOW: [fit: string, from: [number, number], to: [number, number], rotateDeg: number, sha: string][] = [
  ['pad', [256, 256], [224, 224], 0, 'b2b3b12b83c823b3'],
  ['pad', [256, 256], [224, 224], 180, '139de96840d3b115'],
  ['pad', [320, 180], [224, 224], 0, 'e7bc798f50d9f7ee'],
  ['pad', [320, 180], [224, 224], 180, 'c962d27f2fa768ad'],
  ['stretch', [320, 180], [224, 224], 0, '1f9d57947398aa0c'],
  ['pad', [64, 48], [224, 224], 0, 'dec3229ce6cda5ac'],
  ['stretch', [64, 48], [224, 224], 0, 'ae64d82cef3bff90'],
  ['pad', [480, 640], [224, 224], 180, 'cd41ecabce4dd07b'],
  ['stretch', [480, 640], [224, 224], 0, 'ff0afa8027575cfe'],
  ['pad', [7, 5], [3, 9], 180, 'a8f71d142ef76c0a'],
  ['stretch', [7, 5], [3, 9], 0, 'a63f8a0352c1911f'],
  ['pad', [256, 256], [16, 16], 0, '5298fcccba5426f5'],
  ['pad', [2, 2], [5, 5], 180, 'af75e8c099c2a949'],
  ['pad', [300, 300], [299, 200], 0, '6323e021e6ab7cb6'],
];

t.test('pictures are fitted as openpi’s client and Pillow do it, to the bit', async (t) => {
  t.equal(sha(rough(256, 256)), 'dd081b72bed7a516', 'the same picture');
  for (const [fit, renderPx, sizePx, rotateDeg, expected] of PILLOW) {
    const { shape, data } = fitted({ fit, renderPx, sizePx, rotateDeg }, rough(...renderPx));
    t.same(shape, [sizePx[1], sizePx[0], 3]);
    t.equal(sha(data), expected, `${fit} ${renderPx} to ${sizePx}, turned by ${rotateDeg}`);
  }
});

t.test('LIBERO from the bottom up, turned, is the upright picture mirrored', async (t) => {
  const [width, height] = [256, 256];
  const upright = rough(width, height);
  const rows = Array.from({ length: height }, (_, row) => upright.subarray(3 * row * width, 3 * (row + 1) * width));
  const fromBelow = Uint8Array.from(Buffer.concat(rows.reverse()));
  const size = { renderPx: [width, height], sizePx: [224, 224], fit: 'pad' };
  t.same(
    fitted({ ...size, mirror: true }, upright).data,
    fitted({ ...size, rotateDeg: 180 }, fromBelow).data,
    'the maps libero and libero-own-frames show a model the same',
  );
});

t.test('a picture that is right as it is is not copied', async (t) => {
  const rgb = rough(256, 256);
  t.equal(fitted({}, rgb).data, rgb);
  t.equal(fitted({ fit: 'exact', sizePx: [256, 256] }, rgb).data, rgb);
});

t.test('turning, cropping, planes and the unit range, by hand', async (t) => {
  const four = Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  const small = { renderPx: [2, 2] };
  t.same([...fitted({ ...small, rotateDeg: 180 }, four).data], [10, 11, 12, 7, 8, 9, 4, 5, 6, 1, 2, 3]);
  t.same([...fitted({ ...small, mirror: true }, four).data], [4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9]);
  t.same([...fitted({ ...small, mirror: true, rotateDeg: 180 }, four).data], [7, 8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6]);
  const chw = fitted({ ...small, layout: 'chw' }, four);
  t.same(chw, { shape: [3, 2, 2], data: Uint8Array.from([1, 4, 7, 10, 2, 5, 8, 11, 3, 6, 9, 12]) });
  const unit = fitted({ renderPx: [1, 1], range: 'unit' }, Uint8Array.from([0, 51, 255]));
  t.same(unit, { shape: [1, 1, 3], data: Float32Array.from([0, 0.2, 1]) });
  const wide = Uint8Array.from([9, 9, 9, 1, 1, 1, 2, 2, 2, 9, 9, 9].flatMap((v) => [v]));
  t.same(
    [...fitted({ renderPx: [4, 1], sizePx: [1, 1], fit: 'crop' }, wide).data],
    [1, 1, 1],
    'the middle, left of it',
  );
});

const MAP = policyMapSchema.parse({
  images: { one: { camera: 'front', renderPx: [2, 1] }, two: { camera: 'front', renderPx: [2, 1], rotateDeg: 180 } },
  state: {
    all: { parts: ['tcpPosition', 'tcpAxisAngle', 'gripperFingers', { zeros: 1 }] },
    some: { parts: [{ part: 'jointPositions', take: [1, 0], scale: 2, offset: 1 }, 'gripperClosed'], dtype: 'float64' },
  },
  instruction: 'task',
});

const OBSERVATION: Observation = {
  step: 7,
  timeSec: 0.35,
  instruction: 'lift it',
  worldState: null,
  reading: {
    cameras: { front: { widthPx: 2, heightPx: 1, rgb: Uint8Array.from([1, 2, 3, 4, 5, 6]) } as unknown as CameraImage },
    state: {
      tcpPose: Float64Array.from([0.4, 0.1, 0.3, 1, 0, 0, 0]),
      gripperOpening: Float64Array.of(0.25),
      jointPositions: Float64Array.of(0.5, -0.5, 0),
    },
    visibility: [],
    framesRendered: 1,
    poses: null,
  },
};

const PANDA = { episodeId: 's/nominal/0', fingerM: 0.04 };

t.test('an observation in the model’s own words', async (t) => {
  const request = observerOf(MAP)(OBSERVATION, PANDA);
  t.match(request, { episodeId: 's/nominal/0', step: 7, timeSec: 0.35, instruction: { key: 'task', text: 'lift it' } });
  t.same(Object.keys(request.images), ['one', 'two']);
  t.same([...request.images.two!.data], [4, 5, 6, 1, 2, 3]);
  const all = Float32Array.from([0.4, 0.1, 0.3, Math.PI, 0, 0, 0.01, -0.01, 0]);
  t.same(request.state.all, { shape: [9], data: all });
  const ur5e = observerOf(MAP)(OBSERVATION, { ...PANDA, fingerM: 0.0425 });
  t.same(
    [...ur5e.state.all!.data.slice(6, 8)],
    [...Float32Array.of(0.010625, -0.010625)],
    'fingers of the episode’s own robot',
  );
  t.same(request.state.some, { shape: [3], data: Float64Array.of(0, 2, 0.75) });
  t.equal(observerOf({ ...MAP, instruction: null })(OBSERVATION, PANDA).instruction, null);
});

t.test('what the simulator is asked for is what the map names, and nothing else', async (t) => {
  t.same(camerasOf(MAP), [{ name: 'front', widthPx: 2, heightPx: 1, when: 'each' }]);
  t.same(readingsOf(MAP).toSorted(), ['gripperOpening', 'jointPositions', 'tcpPose']);
  const told = (action: object) => readingsOf(policyMapSchema.parse({ action }));
  t.same(told({}), []);
  t.same(told({ frame: 'tool' }), ['tcpPose'], 'a change in the tool’s frame needs to know where it points');
  t.same(told({ space: 'ee_pose', rotation: 'none' }), ['tcpPose']);
});
