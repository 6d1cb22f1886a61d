/** What is seen of shapes, paint, textures and light, pixel by pixel. */
import t from 'tap';
import { stream } from '../../harness/plan/random.ts';
import type { Frame } from '../../harness/render/frame.ts';
import { Renderer } from '../../harness/render/renderer.ts';
import type { LightSpec, Vec3 } from '../../harness/types.ts';
import { asked, eyeAt, NOON, OVERHEAD, type Piece, SQUARE, staged } from '../builders/stage.ts';

const [WIDTH, HEIGHT] = [64, 48];
const BACKGROUND = [26, 51, 76];

function drawn(pieces: readonly Piece[], light: LightSpec = NOON, eye = OVERHEAD): Frame {
  const { stage, poses } = staged(pieces, light);
  return new Renderer(stage).draw(asked(eye, WIDTH, HEIGHT), poses);
}

const pixel = ({ rgb }: Frame, x: number, y: number): number[] => [
  ...rgb.subarray(3 * (y * WIDTH + x), 3 * (y * WIDTH + x) + 3),
];
const middle = (frame: Frame): number[] => pixel(frame, WIDTH / 2, HEIGHT / 2);
const nameInTheMiddle = ({ segmentation }: Frame): number => segmentation![(HEIGHT / 2) * WIDTH + WIDTH / 2]!;
const box = (sizeM: Vec3, at: Vec3 = [0, 0, 0], more: Partial<Piece> = {}): Piece => ({
  shape: { kind: 'box', sizeM },
  pose: { position: at, quaternion: [0, 0, 0, 1] },
  ...more,
});

t.test('nothing to see is background everywhere, as far as can be', async (t) => {
  const frame = drawn([]);
  t.ok(frame.rgb.every((value, i) => value === BACKGROUND[i % 3]));
  t.ok(frame.depthM!.every((depth) => depth === 10));
  t.ok(frame.segmentation!.every((name) => name === -1));
});

t.test('an image of one pixel looks along the axis', async (t) => {
  const { stage, poses } = staged([box([0.1, 0.1, 0.1])]);
  const { rgb, depthM, segmentation } = new Renderer(stage).draw(asked(OVERHEAD, 1, 1), poses);
  t.same([...rgb], [255, 255, 255]);
  t.ok(Math.abs(depthM![0]! - 0.95) < 1e-6);
  t.same([...segmentation!], [0]);
});

t.test('every primitive is seen from outside all around, closed and lit', async (t) => {
  const shapes: readonly Piece['shape'][] = [
    { kind: 'box', sizeM: [0.3, 0.2, 0.4] },
    { kind: 'sphere', radiusM: 0.2 },
    { kind: 'ellipsoid', radiiM: [0.3, 0.2, 0.1] },
    { kind: 'cylinder', radiusM: 0.2, heightM: 0.3 },
    { kind: 'capsule', radiusM: 0.1, heightM: 0.3 },
  ];
  for (const shape of shapes) {
    for (const [x, y, z] of [
      [1, 0.1, 0.2],
      [-1, 0.3, -0.4],
      [0.1, 1, 0.5],
      [0.2, -1, 0.1],
      [0.1, 0.1, 1],
      [0.2, 0.1, -1],
    ] as const) {
      const frame = drawn([{ shape }], { ...NOON, direction: [x, y, z] }, eyeAt([x, y, z], [0, 0, 0], [0.3, 0.2, 0.9]));
      t.equal(nameInTheMiddle(frame), 0);
      const depth = frame.depthM![(HEIGHT / 2) * WIDTH + WIDTH / 2]!;
      t.ok(depth < Math.sqrt(x * x + y * y + z * z) - 0.04, `${kindOf(shape)}: its near side`);
      t.ok(middle(frame)[0]! > 130, `${kindOf(shape)} from ${[x, y, z]}: lit by a sun behind the camera`);
    }
  }
});

const kindOf = (shape: Piece['shape']): string => ('kind' in shape ? shape.kind : 'mesh');

t.test('from inside a closed shape one sees what is outside', async (t) => {
  const outside = box([2, 2, 0.1], [0, 0, -1]);
  const around = box([0.2, 0.2, 0.2], [0, 0, 1]);
  t.equal(nameInTheMiddle(drawn([outside, around])), 0);
});

t.test('an open surface is seen from both sides, each lit by the sun that shines on it', async (t) => {
  const below = eyeAt([0, 0, -1], [0, 0, 0], [0, 1, 0]);
  const [up, down] = [NOON, { ...NOON, direction: [0, 0, -1] as const }];
  t.same(middle(drawn([{ shape: SQUARE }], up, OVERHEAD)), [255, 255, 255]);
  t.ok(middle(drawn([{ shape: SQUARE }], down, OVERHEAD))[0]! < 110, 'the sun is on the other side');
  t.ok(middle(drawn([{ shape: SQUARE }], up, below))[0]! < 110, 'seen from its dark side');
  t.ok(middle(drawn([{ shape: SQUARE }], down, below))[0]! > 220, 'sun and camera below');
});

t.test('paint mixes with what lies below, in order, and hides behind what lies above', async (t) => {
  const white = box([1, 1, 0.1], [0, 0, -0.05]);
  const paint = (color: Piece['color'], zM: number): Piece => ({
    shape: SQUARE,
    pose: { position: [0, 0, zM], quaternion: [0, 0, 0, 1] },
    scale: 0.2,
    color,
    alpha: 0.8,
  });
  const [red, blue] = [paint([1, 0, 0], 0.001), paint([0, 0, 1], 0.002)];
  const frame = drawn([white, red]);
  t.same(middle(frame), [255, 51, 51]);
  t.equal(nameInTheMiddle(frame), 1, 'paint has a name');
  t.ok(Math.abs(frame.depthM![(HEIGHT / 2) * WIDTH + WIDTH / 2]! - 0.999) < 1e-6, 'and a depth');
  t.same(middle(drawn([white, red, blue])), [51, 10, 214], 'blue over red');
  t.same(middle(drawn([white, red, box([0.1, 0.1, 0.1], [0, 0, 0.1])])), [255, 255, 255]);
  t.same(middle(drawn([red])), [209, 10, 15], 'over the background');
  const moving = { ...red, moves: { position: [0, 0, 0], quaternion: [0, 0, 0, 1] } } as const;
  t.same(middle(drawn([white, moving])), [255, 51, 51], 'moving paint');
});

t.test('row 0 of a texture is where v is 1', async (t) => {
  const image = { widthPx: 2, heightPx: 2, rgb: Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255) };
  const frame = drawn([{ shape: SQUARE, scale: 0.4, image }]);
  const [left, right, top, bottom] = [WIDTH / 2 - 10, WIDTH / 2 + 9, HEIGHT / 2 - 10, HEIGHT / 2 + 9];
  const word = (x: number, y: number) => pixel(frame, x, y).map((value) => (value > 235 ? 1 : value < 20 ? 0 : value));
  t.same(word(left, top), [1, 0, 0]);
  t.same(word(right, top), [0, 1, 0]);
  t.same(word(left, bottom), [0, 0, 1]);
  t.same(word(right, bottom), [1, 1, 1]);
});

t.test('a texture tints, repeats, and is grey from afar', async (t) => {
  const image = { widthPx: 2, heightPx: 1, rgb: Uint8Array.of(255, 255, 255, 0, 0, 0) };
  const many = { ...SQUARE, uvs: SQUARE.uvs!.map((value) => 200 * value) };
  const frame = drawn([{ shape: many, color: [1, 0.5, 0], image }]);
  t.ok(frame.rgb.every((value, i) => Math.abs(value - [127.5, 63.75, 0][i % 3]!) <= 1));
});

t.test('antialiasing is the mean of four, names and depths those of the nearest', async (t) => {
  const pieces = [box([0.3, 0.2, 0.1]), box([0.1, 0.1, 0.3], [0.15, 0.1, 0], { color: [1, 0, 0] })];
  const { stage, poses } = staged(pieces, { ...NOON, direction: [0.3, 0.4, 1], shadow: true });
  const renderer = new Renderer(stage);
  const large = renderer.draw(asked(OVERHEAD, 2 * WIDTH, 2 * HEIGHT), poses);
  const small = renderer.draw(asked(OVERHEAD, WIDTH, HEIGHT, { antialias: 2 }), poses);
  let wrong = 0;
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const first = 2 * Math.floor(i / WIDTH) * 2 * WIDTH + 2 * (i % WIDTH);
    const four = [first, first + 1, first + 2 * WIDTH, first + 2 * WIDTH + 1];
    for (let c = 0; c < 3; c++) {
      const sum = four.reduce((total, at) => total + large.rgb[3 * at + c]!, 0);
      if (small.rgb[3 * i + c] !== (sum + 2) >> 2) wrong++;
    }
    const nearest = Math.min(...four.map((at) => large.depthM![at]!));
    if (small.depthM![i] !== nearest) wrong++;
    if (!four.some((at) => large.depthM![at] === nearest && large.segmentation![at] === small.segmentation![i]))
      wrong++;
  }
  t.equal(wrong, 0);
  const names = renderer.draw(asked(OVERHEAD, WIDTH, HEIGHT, { antialias: 2, depth: false }), poses);
  t.same(names.segmentation, small.segmentation);
  t.equal(names.depthM, null);
});

/** Whether a ray from `from` along `along` meets the box at `center`, grown by `marginM`. */
function shaded(from: Vec3, along: Vec3, center: Vec3, sizeM: number, marginM: number): boolean {
  let [enter, leave] = [0, Infinity];
  for (const axis of [0, 1, 2] as const) {
    const reach = sizeM / 2 + marginM;
    const [a, b] = [-reach, reach].map((side) => (center[axis] + side - from[axis]) / along[axis]) as [number, number];
    enter = Math.max(enter, Math.min(a, b));
    leave = Math.min(leave, Math.max(a, b));
  }
  return enter < leave;
}

t.test('a shadow lies where rays to the sun meet something, thrown by what stands and by what moves', async (t) => {
  const along: Vec3 = [0.5, -0.3, 0.9];
  const light = { ...NOON, direction: along, shadow: true };
  const table: Piece = { shape: SQUARE };
  let dark = 0;
  for (let seed = 0; seed < 12; seed++) {
    const draws = stream(seed, 'shadow');
    const at: Vec3 = [draws.between(-0.3, 0.2), draws.between(-0.1, 0.3), draws.between(0.1, 0.4)];
    const sizeM = draws.between(0.08, 0.18);
    const caster: Piece =
      seed % 2
        ? box([sizeM, sizeM, sizeM], at)
        : { shape: { kind: 'box', sizeM: [sizeM, sizeM, sizeM] }, moves: { position: at, quaternion: [0, 0, 0, 1] } };
    const frame = drawn([table, caster], light);
    const lit = middle(drawn([table], light))[0]!;
    let wrong = 0;
    for (let i = 0; i < WIDTH * HEIGHT; i++) {
      if (frame.segmentation![i] !== 0) continue;
      const scale = Math.tan(OVERHEAD.fovYRad / 2) / (HEIGHT / 2);
      const ground: Vec3 = [
        ((i % WIDTH) + 0.5 - WIDTH / 2) * scale,
        -(Math.floor(i / WIDTH) + 0.5 - HEIGHT / 2) * scale,
        0,
      ];
      const [surely, perhaps] = [-0.006, 0.006].map((margin) => shaded(ground, along, at, sizeM, margin));
      if (surely !== perhaps) continue;
      const level = frame.rgb[3 * i]!;
      if (surely) dark++;
      if (surely ? Math.abs(level - 102) > 1 : Math.abs(level - lit) > 1) wrong++;
    }
    t.equal(wrong, 0, `${seed}: as rays say`);
  }
  t.ok(dark > 200, `${dark} samples in shadows`);
});

t.test('a surface in the sun throws no shadow on itself, however the sun grazes it', async (t) => {
  for (const z of [0.1, 0.3, 1, 4]) {
    const light = { ...NOON, direction: [1, 0.2, z] as const, shadow: true };
    for (const moves of [undefined, { position: [0, 0, 0], quaternion: [0, 0, 0, 1] } as const]) {
      const frame = drawn([{ shape: { kind: 'box', sizeM: [0.6, 0.6, 0.1] }, ...(moves && { moves }) }], light);
      const plain = drawn([{ shape: { kind: 'box', sizeM: [0.6, 0.6, 0.1] } }], { ...light, shadow: false });
      t.same(frame.rgb, plain.rgb, `sun at height ${z}`);
    }
  }
});
