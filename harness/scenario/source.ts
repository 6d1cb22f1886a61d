import {
  type Document,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type ParsedNode,
  parseDocument,
  visit,
} from 'yaml';
import { HarnessError, type Location } from '../errors.ts';

export type Path = readonly (string | number)[];

/** A YAML file as plain data, and where in the file each part of it stands. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  /** Of the value at the path; of the key of the deepest part that exists when it does not. */
  locate(path: Path): Location;
  has(path: Path): boolean;
  /** Of the key itself, for an error about the key. */
  locateKey(path: Path): Location;
}

const MAX_ALIASES = 100;

/** Parses YAML 1.2 without custom tags; several documents in a file, duplicate keys and alias bombs are errors. All errors, or the source. */
export function readSource(text: string, file: string): { source: Source } | { errors: HarnessError[] } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true, version: '1.2' });
  const at = (offset: number): Location => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    return {
      errors: problems.map((p) => new HarnessError('E_SCENARIO', plainWords(p.message), { location: at(p.pos[0]) })),
    };
  }
  const odd = oddKeys(document).map((offset) => new HarnessError('E_SCENARIO', ODD_KEY, { location: at(offset) }));
  if (odd.length > 0) return { errors: odd };
  try {
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    if (holdsItself(value)) return { errors: [new HarnessError('E_SCENARIO', ENDLESS, { location: at(0) })] };
    return {
      source: {
        file,
        value,
        has: (path) => walk(document, path).length === path.length + 1,
        locate: (path) => at(offsetOf(document, path)),
        locateKey: (path) => at(keyOffsetOf(document, path)),
      },
    };
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error;
    const message = `too many aliases: expected at most ${MAX_ALIASES} values made from anchors, got more`;
    return { errors: [new HarnessError('E_SCENARIO', message, { location: at(0), cause: error })] };
  }
}

const ODD_KEY = 'odd key: expected plain text before the colon, got a list, a mapping or an alias';
const ENDLESS = 'an alias inside of its own anchor: expected values that end, got one that holds itself';

/** Where keys stand that are not plain text. */
function oddKeys(document: Document.Parsed): number[] {
  const offsets: number[] = [];
  visit(document, {
    Pair: (_, { key }) => {
      if (key !== null && !isScalar(key)) offsets.push(startOf(key as Node));
    },
  });
  return offsets;
}

function holdsItself(value: unknown, above: readonly unknown[] = []): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (above.includes(value)) return true;
  return Object.values(value).some((child) => holdsItself(child, [...above, value]));
}

function plainWords(message: string): string {
  if (message.startsWith('Map keys must be unique')) return 'duplicate key: expected each key once in a mapping';
  if (message.startsWith('Unresolved tag'))
    return `custom tag: expected plain YAML, got ${message.replace('Unresolved tag: ', '')}`;
  if (message.includes('multiple documents')) return 'several documents: expected one scenario a file';
  return `not YAML: ${message.replace(/\s+/g, ' ')}`;
}

const startOf = (node: Node | null): number => node?.range?.[0] ?? 0;

/** Walks down as far as the document goes; a missing last step ends at the key that leads there, or at a single value. */
function offsetOf(document: Document.Parsed, path: Path): number {
  const steps = walk(document, path);
  const { node, keyOffset } = steps.at(-1)!;
  return steps.length === path.length + 1 || isScalar(node) ? startOf(node) : keyOffset;
}

function keyOffsetOf(document: Document.Parsed, path: Path): number {
  return walk(document, path).at(-1)!.keyOffset;
}

interface Step {
  readonly node: ParsedNode | null;
  readonly keyOffset: number;
}

function walk(document: Document.Parsed, path: Path): Step[] {
  const steps: Step[] = [{ node: document.contents, keyOffset: startOf(document.contents) }];
  for (const key of path) {
    const next = stepInto(steps.at(-1)!.node, key);
    if (!next) break;
    steps.push(next);
  }
  return steps;
}

function stepInto(node: ParsedNode | null, key: string | number): Step | null {
  if (isMap(node)) {
    const pair = node.items.find((item) => String((item.key as { value?: unknown }).value) === String(key));
    return pair ? { node: pair.value as ParsedNode | null, keyOffset: startOf(pair.key as Node) } : null;
  }
  if (isSeq(node)) {
    const item = node.items[Number(key)] as ParsedNode | undefined;
    return item ? { node: item, keyOffset: startOf(item) } : null;
  }
  return null;
}
