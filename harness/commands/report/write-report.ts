import { join } from 'node:path';
import { summaryJson } from '../../../reports/index.ts';
import { EXIT, HarnessError } from '../../errors.ts';
import { makeFolder } from '../../record/make-folder.ts';
import { writeWhole } from '../../record/write-whole.ts';
import type { RecordedRun } from '../../run/find-run.ts';
import { requireSoundRows } from '../../run/sound-rows.ts';
import { filesOf, type ReportFile } from './files.ts';
import { reportOf } from './report-of.ts';

export interface ReportOptions {
  readonly out?: string;
  readonly dpi?: number;
  readonly replays: boolean;
  readonly json?: boolean;
}

/** Everything is made before anything is written, so that an error leaves an older report as it was. */
export async function writeReport(run: RecordedRun, options: ReportOptions): Promise<number> {
  requireSoundRows(run);
  const report = await reportOf(run, options.replays);
  const folder = options.out ?? run.folder.path;
  const written = await write(folder, filesOf(report, options.dpi));
  for (const warning of report.warnings) process.stderr.write(`${warning}\n`);
  const { summary } = report;
  process.stdout.write(options.json ? summaryJson(summary) : `${written}\n`);
  if (summary.overall.valid.n > 0) return EXIT.done;
  process.stderr.write('no data: no episode has a valid outcome\n');
  return EXIT.noData;
}

/** @throws HarnessError E_OUTPUT where the disk refuses: the user chose the place */
async function write(folder: string, files: readonly ReportFile[]): Promise<string> {
  try {
    await makeFolder(folder);
    await makeFolder(join(folder, 'charts'));
    for (const { name, content } of files) await writeWhole(join(folder, name), content);
  } catch (cause) {
    throw new HarnessError('E_OUTPUT', `cannot write the report into ${folder}: ${(cause as Error).message}`, {
      hint: 'choose a writable folder with --out',
      cause,
    });
  }
  const charts = files.filter(({ name }) => name.startsWith('charts/')).length;
  const others = files.filter(({ name }) => !name.startsWith('charts/') && name !== 'report.html');
  const more = [...others.map(({ name }) => name), `${charts} files in charts/`];
  return `wrote ${join(folder, 'report.html')}, with ${more.join(', ')}`;
}
