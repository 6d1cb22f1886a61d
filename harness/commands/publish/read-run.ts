import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { baselineText, blessed } from '../../../reports/gate/index.ts';
import { summarize, summaryJson } from '../../../reports/index.ts';
import { type HistoryRun, historyRun, runPage } from '../../../reports/site/index.ts';
import { readRun, recordedOf } from '../gate/read-side.ts';
import { summaryInput } from '../summary-input.ts';
import type { PublishOptions } from './options.ts';
import { readGate } from './read-gate.ts';
import type { Content } from './write-site.ts';

/** A run, ready to be published: its folder is not needed any more but for its report. */
export interface ReadyRun {
  readonly entry: HistoryRun;
  /** Its own files; the page as it is for a history that holds it. */
  readonly files: (published: HistoryRun, title: string) => Map<string, Content>;
}

export async function readyRun(name: string, options: PublishOptions): Promise<ReadyRun> {
  const run = await readRun(name);
  const gate = await readGate(options.gate, run);
  const summary = summarize(await summaryInput(run));
  const report = join(run.folder.path, 'report.html');
  const hasReport = options.report && (await isFile(report));
  const { manifest, records } = run;
  const word = gate && { verdict: gate.verdict, reasons: [...gate.reasons], baseline: gate.baseline.runId };
  const entry = historyRun({ manifest, summary, records, gate: word, report: hasReport });
  const baseline = baselineText(blessed(recordedOf(run), null, entry.endedAt));
  const files = (published: HistoryRun, title: string): Map<string, Content> => {
    const own: Record<string, Content | null> = {
      'summary.json': summaryJson(summary),
      'baseline.json': baseline,
      'gate.json': gate && `${JSON.stringify(gate, null, 2)}\n`,
      'report.html': hasReport ? { copyOf: report } : null,
      'index.html': runPage(title, published, summary),
    };
    const there = Object.entries(own).flatMap(([file, content]) =>
      content === null ? [] : [[file, content] as const],
    );
    return new Map(there.map(([file, content]) => [`runs/${entry.page}/${file}`, content]));
  };
  return { entry, files };
}

const isFile = async (path: string): Promise<boolean> => (await stat(path).catch(() => null))?.isFile() ?? false;
