import sharp from 'sharp';
import t from 'tap';
import { readArray } from '../../harness/simulator/array.ts';
import { readImage } from '../../harness/simulator/image.ts';

const [width, height] = [8, 6];
const rgb = Uint8Array.from({ length: width * height * 3 }, (_, i) => (i * 5) % 256);
const raw = { width, height, channels: 3 } as const;

t.test('a raw picture is a view, a lossless one the same bytes, a JPEG near them', async (t) => {
  const shape = [height, width, 3];
  const plain = await readImage({ dtype: 'uint8', shape, data: rgb }, 'rgb', width, height);
  t.equal(plain.buffer, rgb.buffer, 'no copy');
  const webp = await sharp(rgb, { raw }).webp({ lossless: true }).toBuffer();
  t.same(await readImage({ dtype: 'uint8', shape, encoding: 'webp', data: webp }, 'rgb', width, height), rgb);
  const flat = new Uint8Array(rgb.length).fill(90);
  const jpeg = await sharp(flat, { raw }).jpeg({ quality: 95 }).toBuffer();
  const near = await readImage({ dtype: 'uint8', shape, encoding: 'jpeg', data: jpeg }, 'rgb', width, height);
  t.ok(near.every((value) => Math.abs(value - 90) <= 2));
});

t.test('another size, another coding and bytes that are no picture are E_PROTOCOL', async (t) => {
  const webp = await sharp(rgb, { raw }).webp({ lossless: true }).toBuffer();
  const said = (encoding: string, data: Uint8Array) => ({ dtype: 'uint8', shape: [height, width, 3], encoding, data });
  const code = { code: 'E_PROTOCOL' };
  await t.rejects(readImage(said('webp', webp), 'rgb', width, height + 1), code);
  await t.rejects(readImage(said('gif', webp), 'rgb', width, height), code);
  await t.rejects(readImage(said('jpeg', Uint8Array.of(1, 2, 3)), 'rgb', width, height), code);
});

t.test('numbers at any offset are read; a wrong dtype, shape or length is E_PROTOCOL', async (t) => {
  const bytes = new Uint8Array(17);
  bytes.set(new Uint8Array(Float64Array.of(1.5, -2).buffer), 1);
  const data = bytes.subarray(1);
  t.same([...readArray({ dtype: 'float64', shape: [2], data }, 'a', 'float64', [2])], [1.5, -2]);
  const wrong = [
    { dtype: 'float32', shape: [2], data },
    { dtype: 'float64', shape: [3], data },
    { dtype: 'float64', shape: [2], data: data.subarray(8) },
    { dtype: 'float64', shape: [2] },
    null,
  ];
  for (const each of wrong) t.throws(() => readArray(each, 'a', 'float64', [2]), { code: 'E_PROTOCOL' });
});
