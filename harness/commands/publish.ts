import { type Command, InvalidArgumentError } from 'commander';
import { jsonOption, wholeNumber } from './options.ts';
import type { PublishOptions } from './publish/options.ts';

const EXAMPLES = `
Examples:
  harness publish runs/tonight --site site
  harness publish runs/tonight --site site --gate gate.json --url https://team.example/eval/
  harness publish runs/* --site site             all at once
  harness publish --site site                    draw the pages anew, after an upgrade

The site is plain files with relative links: index.html, a page for each run and each policy, history.json, feed.xml,
badge.json (for shields.io) and badge.svg. What else lies in the folder is left alone. docs/nightly.md has whole jobs.

Exit codes: 0 published, 2 bad input (nothing was written), 4 published, but a run has no valid episode.`;

const MOST_WAIT_SEC = 3600;

export function register(program: Command): void {
  program
    .command('publish')
    .description('add runs to a static site: trends, leaderboard, a page for each run, badge, feed')
    .argument('[runs...]', 'run folders, their names under runs/, or "latest"')
    .requiredOption('--site <folder>', 'folder of the site; made where it is missing')
    .option('--gate <file>', 'what harness gate --json said of the run (default: gate.json in the run folder)')
    .option('--title <text>', 'title of the site, kept from then on')
    .option('--url <address>', 'where the site is served, for the links of the feed; kept from then on', siteAddress)
    .option('--no-report', "leave the runs' report.html out of the site: it is the largest part of it")
    .option('--wait <sec>', 'how long to wait for another publisher', wholeNumber(0, MOST_WAIT_SEC), 60)
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (runs: string[], options: PublishOptions) => {
      const { publishRuns } = await import('./publish/publish-runs.ts');
      process.exitCode = await publishRuns(runs, options);
    });
}

/** A folder's address ends with a slash, or its last part would be replaced by what is linked. */
function siteAddress(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.search || url.hash || url.username) {
    throw new InvalidArgumentError('expected the address of a folder, as https://team.example/eval/.');
  }
  return url.href.endsWith('/') ? url.href : `${url.href}/`;
}
