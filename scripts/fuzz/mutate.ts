/** Inputs that are nearly right: sound ones with bytes turned, cut, doubled, put in from elsewhere; now and then pure noise. */
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';

export interface Draw {
  /** A whole number from 0, below `limit`. */
  below(limit: number): number;
}

export function drawing(seed: number): Draw {
  const generator = xoroshiro128plus(seed);
  return { below: (limit) => (generator.next() >>> 0) % limit };
}

const LONGEST = 1 << 16;
const NOISE_BYTES = 200;

/** Lengths, signs and types sit at such values. */
const TELLING = [0x00, 0x01, 0x7f, 0x80, 0x9f, 0xc0, 0xc1, 0xc7, 0xca, 0xd6, 0xdb, 0xdd, 0xdf, 0xff];
const WORDS = [
  'null',
  'NaN',
  '-1',
  '1e999',
  '{}',
  '[]',
  '""',
  '&a',
  '*a',
  '<<: *a',
  '!!js',
  '\n',
  '\\u0000',
  '\u202e',
  '__proto__',
  '<output>',
  '[[[[',
];

export function mutated(corpus: readonly Uint8Array[], draw: Draw): Uint8Array {
  if (draw.below(20) === 0) return Uint8Array.from({ length: draw.below(NOISE_BYTES) }, () => draw.below(256));
  let bytes = corpus[draw.below(corpus.length)]!;
  const changes = 1 + draw.below(4);
  for (let i = 0; i < changes; i++) bytes = CHANGES[draw.below(CHANGES.length)]!(bytes, draw, corpus);
  return bytes.subarray(0, LONGEST);
}

type Change = (bytes: Uint8Array, draw: Draw, corpus: readonly Uint8Array[]) => Uint8Array;

const place = (bytes: Uint8Array, draw: Draw): number => draw.below(bytes.length + 1);

const spliced = (bytes: Uint8Array, at: number, put: Uint8Array, over = 0): Uint8Array =>
  Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + over)]);

const CHANGES: readonly Change[] = [
  (bytes, draw) => spliced(bytes, place(bytes, draw), Uint8Array.of(draw.below(256)), 1),
  (bytes, draw) => spliced(bytes, place(bytes, draw), Uint8Array.of(TELLING[draw.below(TELLING.length)]!), 1),
  (bytes, draw) => spliced(bytes, place(bytes, draw), Buffer.from(WORDS[draw.below(WORDS.length)]!)),
  (bytes, draw) => bytes.subarray(0, place(bytes, draw)),
  (bytes, draw) => spliced(bytes, place(bytes, draw), new Uint8Array(), 1 + draw.below(16)),
  (bytes, draw) => {
    const from = place(bytes, draw);
    return spliced(bytes, place(bytes, draw), bytes.subarray(from, from + draw.below(64)));
  },
  (bytes, draw, corpus) => {
    const other = corpus[draw.below(corpus.length)]!;
    const from = place(other, draw);
    return spliced(bytes, place(bytes, draw), other.subarray(from, from + draw.below(64)));
  },
];
