import { HarnessError } from '../../harness/errors.ts';

/** A quoted part, a character behind a backslash, or plain text. */
const PIECE = /"((?:[^"\\]|\\.)*)"|'([^']*)'|\\(.)|([^\s"'\\]+)/gsy;

/**
 * The words of a command line: blanks part them unless quoted or behind a backslash. No shell: no variables, no wildcards.
 * @throws `E_POLICY` for a quote that is not closed
 */
export function commandWords(text: string): readonly string[] {
  const words: string[] = [];
  for (let at = 0; at < text.length; ) {
    const blank = /\s*/y;
    blank.lastIndex = at;
    at += blank.exec(text)![0].length;
    const [word, next] = wordAt(text, at);
    if (next > at) words.push(word);
    at = next;
  }
  return words;
}

function wordAt(text: string, start: number): [word: string, next: number] {
  let [word, at] = ['', start];
  while (at < text.length && !/\s/.test(text[at]!)) {
    PIECE.lastIndex = at;
    const piece = PIECE.exec(text);
    if (!piece) throw new HarnessError('E_POLICY', `command '${text}': expected each quote closed, got one open`);
    const [whole, double, single, escaped, plain] = piece;
    word += double?.replaceAll(/\\(["\\])/g, '$1') ?? single ?? escaped ?? plain;
    at += whole.length;
  }
  return [word, at];
}
