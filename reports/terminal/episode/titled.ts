import type { Terminal } from '../terminal.ts';

/** A table under its title: the first line is the table's head. */
export function titled(title: string, [head = '', ...body]: readonly string[], { paint }: Terminal): string[] {
  return [`  ${paint.bold(title)}`, `  ${paint.dim(head)}`, ...body.map((line) => `  ${line}`)];
}
