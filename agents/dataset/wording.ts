/** Small pieces of English. */
import type { Waypoint } from '../grounding/answer.ts';

export const withArticle = (phrase: string): string => `${/^[aeiou]/i.test(phrase) ? 'an' : 'a'} ${phrase}`;

export const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** `a`, `a and b`, `a, b and c`. */
export function enumerated(items: readonly string[]): string {
  if (items.length <= 1) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
}

export const place = ([x, y]: Waypoint): string => `(${x.toFixed(2)}, ${y.toFixed(2)})`;

export const centimetres = (metres: number): string => `${Math.round(metres * 100)} cm`;

export const percent = (fraction: number): string => `${Math.round(fraction * 100)} %`;

/** Text with `{name}` replaced. */
export const filled = (text: string, words: Readonly<Record<string, string>>): string =>
  text.replace(/\{(\w+)\}/g, (_, key: string) => words[key] ?? '');
