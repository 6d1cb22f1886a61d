/** What cannot be drawn is said in one line that names what and where; nothing is drawn blank. */
import t from 'tap';
import { HarnessError } from '../../harness/errors.ts';
import type { FrameRequest, Stage } from '../../harness/render/frame.ts';
import { Renderer } from '../../harness/render/renderer.ts';
import { asked, OVERHEAD, type Piece, SQUARE, staged } from '../builders/stage.ts';

const good: Piece = { shape: SQUARE, image: { widthPx: 1, heightPx: 1, rgb: Uint8Array.of(1, 2, 3) } };
const spoiled = (more: Partial<Piece>): Stage => staged([{ ...good, ...more }]).stage;
const square = (more: Partial<typeof SQUARE>): Stage => spoiled({ shape: { ...SQUARE, ...more } });
const withPart = (more: Partial<Stage['visuals']['parts'][number]>): Stage => {
  const { stage } = staged([good]);
  return { ...stage, visuals: { ...stage.visuals, parts: [{ ...stage.visuals.parts[0]!, ...more }] } };
};
const nan = (array: Float32Array): Float32Array => array.map((value, i) => (i === 4 ? Number.NaN : value));

const STAGES: Readonly<Record<string, readonly [Stage, RegExp]>> = {
  'NaN in a mesh': [square({ vertices: nan(SQUARE.vertices) }), /^mesh mesh0: expected finite vertices/],
  'NaN in normals': [square({ normals: nan(SQUARE.normals) }), /^mesh mesh0: expected finite normals/],
  'too few normals': [square({ normals: new Float32Array(3) }), /^mesh mesh0: expected 4 normals, got 1/],
  'an index too large': [
    square({ faces: Int32Array.of(0, 1, 4) }),
    /^mesh mesh0: expected corners of faces below 4, got 4/,
  ],
  'an index below 0': [square({ faces: Int32Array.of(0, -1, 2) }), /^mesh mesh0: .* got -1/],
  'two corners a face': [square({ faces: Int32Array.of(0, 1) }), /^mesh mesh0: expected three corners a face, got 2/],
  'NaN in texture coordinates': [square({ uvs: nan(SQUARE.uvs!) }), /^mesh mesh0: expected 4 finite texture/],
  'a mesh that was not sent': [
    withPart({ shape: { kind: 'mesh', mesh: 'abc' } }),
    /^part 0 \(piece0\)\.mesh: .* got abc/,
  ],
  'a texture that was not sent': [withPart({ texture: 'abc' }), /^part 0 \(piece0\)\.texture: .* got abc/],
  'a texture on a box': [
    spoiled({ shape: { kind: 'box', sizeM: [1, 1, 1] } }),
    /^part 0 \(piece0\): .* texture .* got box/,
  ],
  'a texture without size': [
    spoiled({ image: { widthPx: 0, heightPx: 1, rgb: new Uint8Array(0) } }),
    /^texture texture0: expected sides from 1 to 4096 px, got 0 x 1/,
  ],
  'a texture cut short': [
    spoiled({ image: { widthPx: 2, heightPx: 2, rgb: new Uint8Array(3) } }),
    /^texture texture0: expected 12 bytes, got 3/,
  ],
  'a part of an unknown name': [withPart({ name: 'ghost' }), /^part 0 \(ghost\): expected one of piece0, got ghost/],
  'a frame that is not there': [withPart({ frame: 3 }), /^part 0 \(piece0\): expected a frame below 1, got 3/],
  'a size below 0': [
    staged([{ shape: { kind: 'sphere', radiusM: -1 } }]).stage,
    /^part 0 \(piece0\), sphere\.radiusM: expected sizes in metres, got -1/,
  ],
  'a pose that is not finite': [
    spoiled({ pose: { position: [0, Number.NaN, 0], quaternion: [0, 0, 0, 1] } }),
    /^part 0 \(piece0\): expected a finite pose/,
  ],
  'a pose without a rotation': [
    spoiled({ pose: { position: [0, 0, 0], quaternion: [0, 0, 0, 0] } }),
    /^part 0 \(piece0\)\.pose: expected .*quaternion/,
  ],
  'a scale of 0': [spoiled({ scale: 0 }), /^part 0 \(piece0\)\.scale: expected a number above 0, got 0/],
  'paint of alpha 2': [spoiled({ alpha: 2 }), /^part 0 \(piece0\)\.alpha: expected a number in \[0, 1\], got 2/],
  'light from nowhere': [
    { ...spoiled({}), light: { ...spoiled({}).light, direction: [0, 0, 0] } },
    /^light.direction: expected/,
  ],
  'light that is not a number': [
    { ...spoiled({}), light: { ...spoiled({}).light, ambient: Number.NaN } },
    /^light.ambient: expected/,
  ],
  'a background that is not a number': [{ ...spoiled({}), background: [0, Number.NaN, 0] }, /^background: expected/],
};

const { pose } = OVERHEAD;
const REQUESTS: Readonly<Record<string, readonly [FrameRequest, RegExp]>> = {
  'an image without width': [asked(OVERHEAD, 0, 10), /^image: expected sides from 1 to 4096 px, got 0 x 10/],
  'an image of half a pixel': [asked(OVERHEAD, 10, 0.5), /^image: .* got 10 x 0.5/],
  'an image too large to halve': [
    asked(OVERHEAD, 4096, 10, { antialias: 2 }),
    /^image: expected sides from 1 to 2048 px/,
  ],
  'a camera nowhere': [
    asked({ ...OVERHEAD, pose: { ...pose, position: [0, Number.NaN, 0] } }),
    /^camera pose: expected finite/,
  ],
  'a camera without direction': [
    asked({ ...OVERHEAD, pose: { ...pose, quaternion: [0, 0, 0, 0] } }),
    /^camera quaternion: /,
  ],
  'a field of view of 0': [
    asked({ ...OVERHEAD, fovYRad: 0 }),
    /^camera fovYRad: expected an angle in \(0, pi\), got 0/,
  ],
  'a field of view of half a turn': [asked({ ...OVERHEAD, fovYRad: Math.PI }), /^camera fovYRad: /],
  'a near plane at 0': [asked({ ...OVERHEAD, nearM: 0 }), /^camera planes: expected 0 < nearM < farM, got 0, 10/],
  'a far plane before the near': [asked({ ...OVERHEAD, farM: 0.01 }), /^camera planes: /],
};

const POSES: Readonly<Record<string, readonly [Float64Array, RegExp]>> = {
  'no poses': [new Float64Array(0), /^poses: expected 1 rows of 7, got 0 numbers/],
  'a pose too many': [new Float64Array(14), /^poses: expected 1 rows of 7, got 14 numbers/],
  'a pose that is not finite': [
    Float64Array.of(0, 0, Infinity, 0, 0, 0, 1),
    /^pose of frame0: expected finite numbers, got Infinity/,
  ],
  'a pose without a rotation': [new Float64Array(7), /^pose of frame0: expected .*quaternion/],
};

t.test('what cannot be drawn', async (t) => {
  const { stage, poses } = staged([good]);
  const fails = (name: string, work: () => unknown, line: RegExp) => {
    try {
      work();
      t.fail(`${name}: no error`);
    } catch (error) {
      t.ok(error instanceof HarnessError && error.code === 'E_VISUALS', `${name}: ${error}`);
      t.match((error as Error).message, line);
      t.notMatch((error as Error).message, '\n');
    }
  };
  for (const [name, [bad, line]] of Object.entries(STAGES)) fails(name, () => new Renderer(bad), line);
  const renderer = new Renderer(stage);
  for (const [name, [bad, line]] of Object.entries(REQUESTS)) fails(name, () => renderer.draw(bad, poses), line);
  for (const [name, [bad, line]] of Object.entries(POSES)) fails(name, () => renderer.draw(asked(OVERHEAD), bad), line);
  t.ok(renderer.draw(asked(OVERHEAD), poses).segmentation!.includes(0), 'and what can be drawn still is');
});
