/**
 * A line that tells whether it was changed after it was written: JSON whose last key, `check`, holds the first 12 hex digits
 * of the sha256 of the line without it. Lines of before there was one have none.
 */
import { sha256 } from './canonical.ts';

const SEAL = /,"check":"([0-9a-f]{12})"\}$/;

const checkOf = (text: string): string => sha256(text).slice(0, 12);

/** @param value an object with at least one key, none of them `check` */
export function sealed(value: object): string {
  const text = JSON.stringify(value);
  return `${text.slice(0, -1)},"check":"${checkOf(text)}"}`;
}

export interface Opened {
  /** The line without its check. */
  readonly text: string;
  readonly seal: 'whole' | 'broken' | 'none';
}

export function opened(line: string): Opened {
  const check = SEAL.exec(line);
  if (!check) return { text: line, seal: 'none' };
  const text = `${line.slice(0, check.index)}}`;
  return { text, seal: checkOf(text) === check[1] ? 'whole' : 'broken' };
}
