/** Characters that move the cursor, hide, or turn the direction of text: C0 and C1 controls, DEL, separators, bidi marks, zero widths. */
const UNSEEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this is about.
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|\p{Surrogate}|[\u{e0000}-\u{e007f}]/gu;

/**
 * Text of others (names, instructions, answers of a model) made safe to print on one line: what a terminal would obey
 * is shown instead, so no escape code passes and no line breaks.
 */
export function visible(text: string): string {
  return text.replace(UNSEEN, shown);
}

/** The same for text that may have lines: they and tabs stay. */
export function visibleLines(text: string): string {
  return text.replaceAll('\r\n', '\n').replace(UNSEEN, (each) => (each === '\n' || each === '\t' ? each : shown(each)));
}

function shown(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\ufffd';
}
