import { visibleLines } from '../visible.ts';
import { entities } from '../xml.ts';

/** Text that is HTML already. Only `html` and `markup` make it: plain strings are always escaped. */
export class Html {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  toString(): string {
    return this.#text;
  }
}

/** What may stand in a template: false and null leave nothing. */
export type Content = Html | string | number | false | null | undefined | readonly Content[];

/** A template whose every value is escaped unless it is `Html`: html\`<p>${anything}</p>\`. For text and quoted attributes. */
export function html(strings: TemplateStringsArray, ...values: readonly Content[]): Html {
  let text = strings[0]!;
  for (const [i, value] of values.entries()) text += escaped(value) + strings[i + 1]!;
  return new Html(text);
}

/** Takes a text for HTML as it is: only for what our own code has drawn, never for what a file says. */
export const markup = (text: string): Html => new Html(text);

function escaped(content: Content): string {
  if (content === null || content === undefined || content === false) return '';
  if (typeof content === 'string') return safe(content);
  if (content instanceof Html || typeof content === 'number') return content.toString();
  return content.map(escaped).join('');
}

const safe = (text: string): string => entities(visibleLines(text));
