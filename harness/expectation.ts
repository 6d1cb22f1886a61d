import type { z } from 'zod';
import { counted } from './counted.ts';
import { listed } from './suggest.ts';

/** What a schema wanted where it found something else: `expected a whole number`. */
export function expectation(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `expected ${kind(issue.expected)}`;
    case 'invalid_value':
      return `expected one of ${listed(issue.values.map(String))}`;
    case 'too_big':
      return `expected at most ${amount(issue.maximum, issue.origin)}`;
    case 'too_small':
      return `expected ${issue.inclusive === false ? 'more than' : 'at least'} ${amount(issue.minimum, issue.origin)}`;
    case 'invalid_key':
      return 'expected a name: a letter, then letters, digits and _';
    default:
      return issue.message;
  }
}

function amount(limit: number | bigint, origin: string): string {
  const noun = { string: 'character', array: 'item' }[origin];
  return noun ? counted(Number(limit), noun) : String(limit);
}

function kind(expected: string): string {
  const words: Record<string, string> = {
    object: 'a mapping',
    record: 'a mapping',
    array: 'a list',
    tuple: 'a list',
    int: 'a whole number',
    string: 'text',
  };
  return words[expected] ?? `a ${expected}`;
}

/** What came, short enough for a message. */
export function shown(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
