/** Sensor noise: normal deviates added to each channel, the same for the same seed on every machine. */

/** Quantiles kept for one half of the bell. */
const STEPS = 4096;

/**
 * Adds noise of a standard deviation in steps of 255.
 * @param seeds what tells this picture from every other: seed of the episode, control step, camera
 */
export function addNoise(rgb: Uint8Array, standardDeviation: number, seeds: readonly number[]): void {
  const next = generator(seeds);
  const noisy = new Uint8ClampedArray(rgb.buffer, rgb.byteOffset, rgb.length);
  for (let i = 0; i < noisy.length; i++) {
    const bits = next();
    const size = QUANTILES[bits >>> 20]!;
    noisy[i] = noisy[i]! + (bits & 1 ? size : -size) * standardDeviation;
  }
}

/** sfc32 (Doty-Humphrey, PractRand): 128 bits of state, only 32-bit integer arithmetic. */
function generator(seeds: readonly number[]): () => number {
  let [a, b, c] = [0x9e3779b9, 0x243f6a88, 0xb7e15162];
  let counter = 1;
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return sum >>> 0;
  };
  for (const seed of seeds) {
    a ^= seed >>> 0;
    b ^= Math.floor(seed / 2 ** 32) >>> 0;
    for (let i = 0; i < 12; i++) next();
  }
  return next;
}

/** Size of a normal deviate at the middle of each of `STEPS` equally likely slices of one half of the bell. */
const QUANTILES = quantiles();

/** Walks outwards under the bell in fine steps, noting where each slice's middle is passed (no `Math.exp`, `Math.log`). */
function quantiles(): Float64Array {
  const out = new Float64Array(STEPS);
  const step = 1 / 8192;
  const peak = 0.7978845608028654; // 2 / sqrt(2 pi): the density of the folded bell at 0
  let density = peak;
  let below = 0;
  for (let i = 0, x = 0; i < STEPS; x += step) {
    const middle = (i + 0.5) / STEPS;
    const next = below + density * step;
    if (next >= middle) out[i++] = x + (middle - below) / density;
    else {
      // exp(-(x + step)^2 / 2) from exp(-x^2 / 2): times exp(-step (x + step / 2)), whose series is short for small steps.
      const d = step * (x + step / 2);
      density *= 1 - d + (d * d) / 2 - (d * d * d) / 6;
      below = next;
      continue;
    }
    x -= step;
  }
  return out;
}
