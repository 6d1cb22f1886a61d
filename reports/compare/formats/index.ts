/** A comparison as the files that others read. */
export { comparisonCsv } from './csv.ts';
export { comparisonJson } from './json.ts';
export { comparisonLatex } from './latex.ts';
export { comparisonMarkdown } from './markdown.ts';
