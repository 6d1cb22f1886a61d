import { hash } from 'node:crypto';
import { byText } from '../by-text.ts';
import type { EpisodeRecord } from '../types.ts';

const VOLATILE: ReadonlySet<string> = new Set(['wallTimeSec', 'startedAt', 'worker', 'inferenceMs', 'timing']);

/** JSON with sorted keys: equal values give equal text. What JSON leaves out (undefined, functions) is left out here too. */
export function canonicalJson(value: unknown): string {
  return textOf(value) ?? 'null';
}

/** Written by hand, since every episode of a plan passes here: several times as fast as sorted copies for `JSON.stringify`. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Number.isFinite(value) ? `${value}` : 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return TEXT in value ? keptText(value as Kept) : newText(value);
}

function newText(value: object): string | undefined {
  if (Array.isArray(value)) return `[${itemsOf(value)}]`;
  if ('toJSON' in value && typeof value.toJSON === 'function') return textOf(value.toJSON());
  return `{${membersOf(value as Record<string, unknown>)}}`;
}

/**
 * A line of JSON with the keys of the object in their own order and those below sorted: as `JSON.stringify`, faster where its
 * parts are kept.
 */
export function lineOf(value: object): string {
  let text = '';
  for (const [key, part] of Object.entries(value)) {
    const member = textOf(part);
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${member}`;
  }
  return `{${text}}`;
}

/** Where an object that is kept has its text once it was asked for; not copied with it. */
const TEXT = Symbol('canonical text');

interface Kept {
  [TEXT]?: string | null;
}

/** Says that many values hold this very object, which changes no more: its text is then made once. */
export function keepText<T extends object>(value: T): T {
  if (!(TEXT in value)) Object.defineProperty(value, TEXT, { value: null, writable: true });
  return value;
}

function keptText(value: Kept): string | undefined {
  const known = value[TEXT];
  if (known) return known;
  const text = newText(value);
  if (text !== undefined) value[TEXT] = text;
  return text;
}

function itemsOf(value: readonly unknown[]): string {
  let text = '';
  for (const item of value) text += `${text === '' ? '' : ','}${textOf(item) ?? 'null'}`;
  return text;
}

function membersOf(value: Record<string, unknown>): string {
  let text = '';
  for (const key of sortedKeys(value)) {
    const member = textOf(value[key]);
    if (member !== undefined) text += `${text === '' ? '' : ','}${JSON.stringify(key)}:${member}`;
  }
  return text;
}

/** By code units; whole numbers come first and in their own order, as in every object of JavaScript. */
function sortedKeys(value: object): string[] {
  const keys = Object.keys(value).sort();
  return keys.some(startsWithDigit) ? Object.keys(Object.fromEntries(keys.map((key) => [key, null]))) : keys;
}

function startsWithDigit(key: string): boolean {
  const code = key.charCodeAt(0);
  return code >= 48 && code <= 57;
}

export const sha256 = (text: string): string => hash('sha256', text, 'hex');

/**
 * A record without what a clock or a scheduler decided. Two runs are the same when their canonical rows, sorted by
 * episode and attempt, are the same.
 */
export function canonicalRow(record: EpisodeRecord): string {
  return canonicalJson(Object.fromEntries(Object.entries(record).filter(([key]) => !VOLATILE.has(key))));
}

export function canonicalRows(records: readonly EpisodeRecord[]): string[] {
  const sorted = [...records].sort((a, b) => byText(a.episodeId, b.episodeId) || a.attempt - b.attempt);
  return sorted.map(canonicalRow);
}
