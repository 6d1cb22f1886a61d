/** Pictures of a reply: raw ones are views, coded ones go through sharp. */
import { HarnessError } from '../errors.ts';
import { readArray } from './array.ts';
import { isMap, malformed } from './check.ts';

/**
 * Row-major RGB of `heightPx` x `widthPx`.
 * @throws `E_PROTOCOL` when the picture has another size or coding
 */
export async function readImage(value: unknown, field: string, widthPx: number, heightPx: number): Promise<Uint8Array> {
  const shape = [heightPx, widthPx, 3];
  if (!isMap(value) || value.encoding === undefined) return readArray(value, field, 'uint8', shape);
  const { encoding, data } = value;
  if (encoding !== 'jpeg' && encoding !== 'webp') throw malformed(`${field}.encoding`, 'jpeg or webp', encoding);
  if (!(data instanceof Uint8Array)) throw malformed(`${field}.data`, 'bytes', data);
  return decoded(data, field, widthPx, heightPx);
}

async function decoded(data: Uint8Array, field: string, widthPx: number, heightPx: number): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  const pixels = await sharp(data)
    .removeAlpha()
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((cause: unknown) => {
      throw new HarnessError('E_PROTOCOL', `${field}: expected a picture, got bytes that do not decode`, { cause });
    });
  const { width, height, channels } = pixels.info;
  if (width !== widthPx || height !== heightPx || channels !== 3) {
    throw malformed(field, `${heightPx} x ${widthPx} x 3`, `${height} x ${width} x ${channels}`);
  }
  return new Uint8Array(pixels.data.buffer, pixels.data.byteOffset, pixels.data.byteLength);
}
