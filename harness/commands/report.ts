import type { Command } from 'commander';
import { jsonOption, RUNS_HOME, wholeNumber } from './options.ts';
import type { ReportOptions } from './report/write-report.ts';

const MIN_DPI = 36;
const MAX_DPI = 1200;

const EXAMPLES = `
Writes report.html (one file, no network), summary.json, cells.csv, report.md, junit.xml, charts/*.png and charts/*.svg.

Examples:
  harness report latest
  harness report runs/example --out report --dpi 300     for paper
  harness report latest --no-replays                     when it must be quick

Exit codes: 0 written, 2 bad input (nothing is written), 4 no episode has a valid outcome (the report says so).`;

export function register(program: Command): void {
  program
    .command('report')
    .description('a run as a page with charts and replays, and as files for CI, spreadsheets and papers')
    .argument('<run>', 'run folder, its name under runs/, or "latest"')
    .option('--out <folder>', 'where the files go (default: into the run folder)')
    .option('--dpi <n>', 'pixels to the inch of the PNG charts (default: 144)', wholeNumber(MIN_DPI, MAX_DPI))
    .option('--no-replays', 'draw no replays of the worst episodes')
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (name: string, options: ReportOptions) => {
      const { writeReport } = await import('./report/write-report.ts');
      const { findRun } = await import('../run/find-run.ts');
      process.exitCode = await writeReport(await findRun(name, RUNS_HOME), options);
    });
}
