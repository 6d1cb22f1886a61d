import { inlineSvgOf, pngOf, svgOf } from '../../../reports/charts/index.ts';
import { summaryJson } from '../../../reports/index.ts';
import {
  cellsCsv,
  chartsOf,
  documentOf,
  junitXml,
  type RunReport,
  reportMarkdown,
} from '../../../reports/run-report/index.ts';

export interface ReportFile {
  /** Below the folder of the report. */
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** All files of a report, the page last: it is what people look for. */
export function filesOf(report: RunReport, dpi: number | undefined): ReportFile[] {
  const { summary, warnings } = report;
  const charts = Object.entries(chartsOf(summary)).flatMap(([name, chart]) => [
    { name: `charts/${name}.png`, content: pngOf(chart, dpi) },
    { name: `charts/${name}.svg`, content: svgOf(chart) },
  ]);
  return [
    ...charts,
    { name: 'summary.json', content: summaryJson(summary) },
    { name: 'cells.csv', content: cellsCsv(summary) },
    { name: 'report.md', content: reportMarkdown(summary, warnings) },
    { name: 'junit.xml', content: junitXml(summary) },
    { name: 'report.html', content: documentOf(report, inlineSvgOf) },
  ];
}
