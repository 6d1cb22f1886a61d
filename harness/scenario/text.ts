import { type CST, LineCounter, Parser } from 'yaml';
import { HarnessError } from '../errors.ts';

const MAX_BYTES = 256 * 1024;
const MAX_DEPTH = 24;

/**
 * The text of a scenario file, if it is one: small, UTF-8, not nested so deep that a parser would fall over.
 * @throws HarnessError E_SCENARIO
 */
export function scenarioText(bytes: Uint8Array, file: string): string {
  const location = { file, line: 1, column: 1 };
  if (bytes.byteLength > MAX_BYTES) {
    throw new HarnessError(
      'E_SCENARIO',
      `file too large: expected at most ${MAX_BYTES} bytes, got ${bytes.byteLength}`,
      { location },
    );
  }
  const text = decode(bytes);
  if (text === null) {
    throw new HarnessError('E_SCENARIO', 'not a text file: expected YAML in UTF-8, got binary data', { location });
  }
  checkDepth(text, file);
  return text;
}

function decode(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

type Token = CST.Token;

/** Tokens are built with a stack of the parser's own, so this is safe where composing a document would recurse. */
function checkDepth(text: string, file: string): void {
  const lines = new LineCounter();
  const open: { token: Token; depth: number }[] = [];
  for (const token of new Parser(lines.addNewLine).parse(text)) open.push({ token, depth: 0 });
  for (let top = open.pop(); top; top = open.pop()) {
    const { token, depth } = top;
    if (depth > MAX_DEPTH) {
      const { line, col } = lines.linePos(token.offset);
      throw new HarnessError('E_SCENARIO', `nested too deep: expected at most ${MAX_DEPTH} levels, got more`, {
        location: { file, line, column: col },
      });
    }
    for (const child of childrenOf(token)) open.push({ token: child, depth: depth + 1 });
  }
}

function childrenOf(token: Token): Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap((item) => [item.key, item.value].filter((each) => each !== null && each !== undefined));
}
