import { visible } from './visible.ts';

/** Text of others for Markdown: nothing in it is obeyed. */
export const markdownText = (text: string): string => visible(text).replace(/[\\`*_{}[\]<>|#]/g, '\\$&');

/** A table between empty lines; cells are Markdown already. */
export const markdownTable = (head: readonly string[], rows: readonly (readonly string[])[]): string[] => [
  '',
  `| ${head.join(' | ')} |`,
  `|${head.map(() => ' --- ').join('|')}|`,
  ...rows.map((cells) => `| ${cells.join(' | ')} |`),
  '',
];
