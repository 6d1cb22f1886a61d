/** JSON inside prose. */

/** Brackets in brackets that an answer may need: a list of objects that hold a list. */
const DEEPEST = 3;

interface Span {
  readonly from: number;
  readonly to: number;
  readonly inner: readonly Span[];
}

/**
 * Every outermost JSON object or list of a text, at most three brackets deep; where the outer one is no JSON, those inside
 * it. Linear: a character is read once as a bracket and at most three times as JSON.
 */
export function jsonValuesIn(text: string): unknown[] {
  return spansIn(text).flatMap((span) => valuesOf(text, span));
}

function valuesOf(text: string, { from, to, inner }: Span): unknown[] {
  const json = jsonOf(text.slice(from, to));
  return json === null ? inner.flatMap((each) => valuesOf(text, each)) : [json.value];
}

/** Some 100,000 waypoints; what is longer is no answer, and a parser should not be kept busy with it. */
export const LONGEST_JSON = 1_048_576;

export interface Json {
  readonly value: unknown;
  /** JSON to the letter. */
  readonly exact: boolean;
}

/** Python's single quotes are taken as double ones; null for what is no JSON, or too long to be an answer. */
export function jsonOf(text: string): Json | null {
  if (text.length > LONGEST_JSON) return null;
  for (const candidate of [text, text.replaceAll("'", '"')]) {
    try {
      return { value: JSON.parse(candidate), exact: candidate === text };
    } catch {}
  }
  return null;
}

interface OpenSpan {
  readonly from: number;
  readonly inner: Span[];
}

/** Balanced spans of at most the deepest height that lie in no other such. A bracket of the wrong kind breaks all that are open. */
function spansIn(text: string): Span[] {
  const outermost: Span[] = [];
  const open: OpenSpan[] = [];
  const giveUp = (spans: readonly OpenSpan[]) => {
    for (const { inner } of spans) outermost.push(...inner);
  };
  for (const { 0: bracket, index } of text.matchAll(/[[\]{}]/g)) {
    const opened = OPENS[bracket];
    if (opened === undefined) {
      open.push({ from: index, inner: [] });
      // Too deep to be an answer if it ever ends: a text of brackets alone must not fill the memory.
      if (open.length > DEEPEST) giveUp(open.splice(0, 1));
    } else if (open.length > 0 && text[open.at(-1)!.from] === opened) {
      const { from, inner } = open.pop()!;
      (open.at(-1)?.inner ?? outermost).push({ from, to: index + 1, inner });
    } else giveUp(open.splice(0));
  }
  giveUp(open);
  return outermost;
}

/** What opens the span that a bracket closes. */
const OPENS: Readonly<Record<string, string>> = { ']': '[', '}': '{' };
