/** A run as a page, and as files that others read. */
export { chartsOf } from './charts.ts';
export { documentOf } from './document.ts';
export { cellsCsv } from './formats/cells-csv.ts';
export { junitXml } from './formats/junit.ts';
export { reportMarkdown } from './formats/markdown.ts';
export type { Exhibit, RunReport, Said } from './report.ts';
