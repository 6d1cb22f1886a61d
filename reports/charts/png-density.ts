import { crc32 } from './crc32.ts';

/** Signature of 8 bytes, then the header chunk: length, type, 13 bytes, checksum. */
const AFTER_HEADER = 8 + 4 + 4 + 13 + 4;
const INCH_M = 0.0254;

/** Writes into a PNG how many pixels are an inch: a `pHYs` chunk (PNG specification, section 11.3.4.3). */
export function withDensity(png: Buffer, dpi: number): Buffer {
  const perMetre = Math.round(dpi / INCH_M);
  const chunk = Buffer.alloc(4 + 4 + 9 + 4);
  chunk.writeUInt32BE(9, 0);
  chunk.write('pHYs', 4, 'latin1');
  chunk.writeUInt32BE(perMetre, 8);
  chunk.writeUInt32BE(perMetre, 12);
  chunk.writeUInt8(1, 16);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, 17)), 17);
  return Buffer.concat([png.subarray(0, AFTER_HEADER), chunk, png.subarray(AFTER_HEADER)]);
}
