import { visible } from '../visible.ts';
import type { Terminal } from './terminal.ts';
import { pad, wrap } from './width.ts';

const LABEL = 13;

/** A label and its text, wrapped beside it. */
export function fact(label: string, text: string, { width, paint }: Terminal): string[] {
  return wrap(visible(text), width - LABEL - 4).map(
    (line, i) => `  ${paint.dim(pad(i === 0 ? label : '', LABEL))}${line}`,
  );
}
