/** Colour words for pixels, by hue, saturation and value as people use the words. */

export const COLOR_WORDS = [
  'red',
  'orange',
  'yellow',
  'green',
  'cyan',
  'blue',
  'purple',
  'pink',
  'brown',
  'white',
  'grey',
  'black',
] as const;

export type ColorWord = (typeof COLOR_WORDS)[number];

/** Other words for them. */
const ALSO: Readonly<Record<string, ColorWord>> = {
  gray: 'grey',
  silver: 'grey',
  violet: 'purple',
  turquoise: 'cyan',
  teal: 'cyan',
  beige: 'brown',
  wooden: 'brown',
  golden: 'yellow',
  crimson: 'red',
  navy: 'blue',
  rose: 'pink',
};

export function colorNamed(word: string): ColorWord | null {
  return COLOR_WORDS.find((each) => each === word) ?? ALSO[word] ?? null;
}

/** Pairs of words that one thing may be called by in another light, and how much the wrong one counts. */
const TAKEN_FOR: readonly (readonly [ColorWord, ColorWord, number])[] = [
  ['white', 'grey', 0.4],
  ['grey', 'black', 0.3],
  ['orange', 'brown', 0.5],
  ['orange', 'yellow', 0.25],
  ['orange', 'red', 0.25],
  ['red', 'pink', 0.3],
  ['red', 'brown', 0.2],
  ['pink', 'purple', 0.3],
  ['blue', 'cyan', 0.3],
  ['blue', 'purple', 0.3],
  ['green', 'cyan', 0.2],
];

/** Shares of the colour words in a thing; they add up to 1. */
export type ColorShares = Readonly<Record<ColorWord, number>>;

/** How much of a thing goes by a word, in [0, 1]. */
export function shareOf(shares: ColorShares, asked: ColorWord): number {
  const alike = TAKEN_FOR.map(([a, b, weight]) => {
    if (a === asked) return weight * shares[b];
    return b === asked ? weight * shares[a] : 0;
  });
  return Math.min(1, shares[asked] + alike.reduce((sum, each) => sum + each, 0));
}

/** @param pixels row-major indices into `rgb` */
export function sharesIn(rgb: Uint8Array, pixels: readonly number[]): ColorShares {
  const counts = Object.fromEntries(COLOR_WORDS.map((word) => [word, 0])) as Record<ColorWord, number>;
  for (const i of pixels) counts[wordFor(rgb[i * 3]!, rgb[i * 3 + 1]!, rgb[i * 3 + 2]!)] += 1 / pixels.length;
  return counts;
}

const GREY_SATURATION = 0.2;
const BLACK_VALUE = 0.16;
const WHITE_VALUE = 0.6;

/** Upper ends of the hues, in degrees. */
const HUES: readonly (readonly [number, ColorWord])[] = [
  [14, 'red'],
  [39, 'orange'],
  [68, 'yellow'],
  [165, 'green'],
  [197, 'cyan'],
  [250, 'blue'],
  [300, 'purple'],
  [338, 'pink'],
  [361, 'red'],
];

/** Channels in steps of 255. */
export function wordFor(r: number, g: number, b: number): ColorWord {
  const [high, low] = [Math.max(r, g, b), Math.min(r, g, b)];
  const value = high / 255;
  const saturation = high === 0 ? 0 : (high - low) / high;
  if (value < BLACK_VALUE) return 'black';
  if (saturation < GREY_SATURATION) return value > WHITE_VALUE ? 'white' : 'grey';
  const hue = HUES.find(([end]) => hueOf(r, g, b, high, high - low) < end)![1];
  if (hue === 'orange' && (value < 0.62 || saturation < 0.5)) return 'brown';
  if (hue === 'red' && saturation < 0.55 && value > 0.65) return 'pink';
  return hue;
}

/** Degrees, 0 is red. */
function hueOf(r: number, g: number, b: number, high: number, range: number): number {
  const sixth = high === r ? ((g - b) / range + 6) % 6 : high === g ? (b - r) / range + 2 : (r - g) / range + 4;
  return sixth * 60;
}
