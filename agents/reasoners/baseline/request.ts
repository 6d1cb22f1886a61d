/** What an instruction names: a thing to take and a place to bring it to, with the words that go with them. */
import { type ColorWord, colorNamed } from './colors.ts';
import { KINDS, type Kind } from './vocabulary.ts';

export interface Named {
  /** As the instruction has it: `blue mug`. */
  readonly phrase: string;
  readonly kind: Kind;
  /** Null where the text names none. */
  readonly color: ColorWord | null;
}

export interface Request {
  readonly target: Named | null;
  readonly goal: Named | null;
}

interface Mention extends Named {
  readonly from: number;
}

/** The first thing named that is no place, and the last place. */
export function requestOf(instruction: string): Request {
  const mentions = mentionsIn(wordsOf(instruction));
  return {
    target: mentions.find(({ kind }) => !kind.place) ?? null,
    goal: mentions.findLast(({ kind }) => kind.place) ?? null,
  };
}

const wordsOf = (text: string): readonly string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];

/** A colour belongs to the noun that it stands this many words before, at most. */
const COLOR_BEFORE = 3;
/** `the only thing`, `one thing`: no thing of the table. */
const VAGUE = new Set(['thing', 'object', 'item', 'one', 'toy']);

function mentionsIn(words: readonly string[]): Mention[] {
  const mentions: Mention[] = [];
  let from = 0;
  while (from < words.length) {
    const found = longestAt(words, from);
    if (found && !isAdjective(words, from, found.length)) mentions.push(mention(words, from, found));
    from += found?.length ?? 1;
  }
  const precise = mentions.filter(({ phrase, color }) => color !== null || !VAGUE.has(phrase));
  return precise.length > 0 ? precise : mentions;
}

interface Found {
  readonly kind: Kind;
  readonly length: number;
}

function longestAt(words: readonly string[], from: number): Found | null {
  const fitting = KINDS.flatMap((kind) =>
    kind.words
      .map((word) => word.split(' '))
      .flatMap((parts) => (startsWith(words, from, parts) ? [{ kind, length: parts.length }] : [])),
  );
  return fitting.reduce<Found | null>((best, each) => (best && best.length >= each.length ? best : each), null);
}

const startsWith = (words: readonly string[], from: number, parts: readonly string[]): boolean =>
  parts.every((part, i) => words[from + i] === part);

/** `orange` before another noun is its colour. */
function isAdjective(words: readonly string[], from: number, length: number): boolean {
  return length === 1 && colorNamed(words[from]!) !== null && longestAt(words, from + 1) !== null;
}

function mention(words: readonly string[], from: number, { kind, length }: Found): Mention {
  const before = words.slice(Math.max(0, from - COLOR_BEFORE), from);
  const at = before.findLastIndex((word) => colorNamed(word) !== null);
  const between = before.slice(at + 1).some((word) => STOPS.has(word));
  const color = at >= 0 && !between ? colorNamed(before[at]!) : null;
  const phrase = [...(color ? [before[at]!] : []), ...words.slice(from, from + length)].join(' ');
  return { phrase, kind, color, from };
}

const STOPS = new Set(['the', 'a', 'an', 'and', 'in', 'into', 'on', 'onto', 'to', 'from', 'of', 'with']);
