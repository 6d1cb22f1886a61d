/** Unit endings of key names, longest first, with the words for a person. */
const UNITS: readonly (readonly [ending: string, words: string])[] = [
  ['Degrees', 'degrees'],
  ['Deg', 'degrees'],
  ['Rad', 'radians'],
  ['Mm', 'millimetres'],
  ['Cm', 'centimetres'],
  ['Kg', 'kilograms'],
  ['Sec', 'seconds'],
  ['Ms', 'milliseconds'],
  ['Hz', 'hertz'],
  ['G', 'grams'],
  ['S', 'seconds'],
  ['M', 'metres'],
];

interface Quantity {
  readonly stem: string;
  readonly unit: string | null;
}

function quantity(key: string): Quantity {
  for (const [ending, words] of UNITS) {
    if (key.endsWith(ending) && key.length > ending.length) return { stem: key.slice(0, -ending.length), unit: words };
  }
  return { stem: key, unit: null };
}

/** For `massG` where `massKg` is known: `massG is in grams, expected massKg in kilograms`. Undefined when it is no matter of units. */
export function unitHint(key: string, known: readonly string[]): string | undefined {
  const asked = quantity(key);
  for (const candidate of known) {
    const meant = quantity(candidate);
    if (candidate === key || meant.stem !== asked.stem) continue;
    const expected = meant.unit ?? implied(candidate);
    if (asked.unit === null && expected) return `${candidate} is in ${expected}`;
    if (asked.unit && expected && asked.unit !== expected)
      return `${key} is in ${asked.unit}, expected ${candidate} in ${expected}`;
  }
  return undefined;
}

/** Keys that are coordinates have no ending: they are metres everywhere. */
function implied(key: string): string | null {
  return ['x', 'y', 'at'].includes(key) ? 'metres' : null;
}
