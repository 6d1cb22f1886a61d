import type { CameraImage } from '../../harness/types.ts';

const QUALITY = 95;

/** The RGB of a picture as a baseline JPEG. */
export async function jpegOf({
  rgb,
  widthPx,
  heightPx,
}: Pick<CameraImage, 'rgb' | 'widthPx' | 'heightPx'>): Promise<Uint8Array<ArrayBuffer>> {
  const { default: sharp } = await import('sharp');
  const raw = { width: widthPx, height: heightPx, channels: 3 } as const;
  const jpeg = await sharp(rgb, { raw }).jpeg({ quality: QUALITY, optimiseCoding: false }).toBuffer();
  return new Uint8Array(jpeg.buffer as ArrayBuffer, jpeg.byteOffset, jpeg.byteLength);
}
