import t from 'tap';
import { addNoise } from '../../harness/render/noise.ts';

const SAMPLES = 300_000;

/** Deviations from a grey that no clipping reaches. */
function deviations(std: number, seeds: readonly number[], samples = SAMPLES): Int32Array {
  const rgb = new Uint8Array(samples).fill(128);
  addNoise(rgb, std, seeds);
  return Int32Array.from(rgb, (value) => value - 128);
}

t.test('noise is normal: mean, standard deviation, tails', async (t) => {
  for (const std of [4, 12, 20]) {
    const found = deviations(std, [7, 0, 0]);
    const mean = found.reduce((sum, value) => sum + value, 0) / SAMPLES;
    const variance = found.reduce((sum, value) => sum + value * value, 0) / SAMPLES - mean * mean;
    // Rounding to whole steps adds 1/12.
    t.ok(Math.abs(mean) < (4 * std) / Math.sqrt(SAMPLES), `std ${std}: mean ${mean}`);
    t.ok(Math.abs(Math.sqrt(variance - 1 / 12) / std - 1) < 0.01, `std ${std}: ${Math.sqrt(variance - 1 / 12)}`);
    const beyond = (sigmas: number) => found.filter((value) => Math.abs(value) > sigmas * std).length / SAMPLES;
    for (const [sigmas, share] of [
      [1, 0.3173],
      [2, 0.0455],
      [3, 0.0027],
    ] as const) {
      // Within half a step of the bound, and the chance of as many samples.
      const slack = (0.5 / std) * 2 * 0.4 * Math.exp((-sigmas * sigmas) / 2) + 4 * Math.sqrt(share / SAMPLES);
      t.ok(Math.abs(beyond(sigmas) - share) < slack, `std ${std}: ${beyond(sigmas)} beyond ${sigmas} sigma`);
    }
    t.ok(found.some((value) => value > 3.5 * std) && found.some((value) => value < -3.5 * std), 'both tails reach far');
  }
});

t.test('the same for the same seeds, unlike for any other seed, step or camera', async (t) => {
  const same = deviations(10, [5, 3, 1], 3000);
  t.same(deviations(10, [5, 3, 1], 3000), same);
  for (const seeds of [
    [6, 3, 1],
    [5, 4, 1],
    [5, 3, 2],
    [3, 5, 1],
    [5 + 2 ** 32, 3, 1],
  ]) {
    const other = deviations(10, seeds, 3000);
    const correlation = other.reduce((sum, value, i) => sum + value * same[i]!, 0) / 3000 / 100;
    t.ok(Math.abs(correlation) < 0.08, `${seeds}: correlation ${correlation}`);
  }
});

t.test('neighbouring channels have nothing in common', async (t) => {
  const found = deviations(10, [1, 2, 3]);
  for (const lag of [1, 2, 3, 768]) {
    const sum = found.reduce((total, value, i) => total + value * (found[i + lag] ?? 0), 0);
    t.ok(Math.abs(sum / SAMPLES / 100) < 0.01, `lag ${lag}: ${sum / SAMPLES / 100}`);
  }
});

t.test('noise stays within a byte', async (t) => {
  const rgb = Uint8Array.from({ length: 3000 }, (_, i) => (i % 2 ? 255 : 0));
  addNoise(rgb, 30, [1]);
  t.ok(
    rgb.every((value, i) => (i % 2 ? value > 100 : value < 155)),
    'clipped, not wrapped',
  );
});
