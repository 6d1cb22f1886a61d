import { rmSync } from 'node:fs';
import { join } from 'node:path';
import {
  chaptersOf,
  type History,
  latestRuns,
  newHistory,
  type OutcomesOf,
  ROOT_FILES,
  siteFiles,
  withRun,
} from '../../../reports/site/index.ts';
import { counted } from '../../counted.ts';
import { EXIT, HarnessError } from '../../errors.ts';
import { onExit } from '../../on-exit.ts';
import type { PublishOptions } from './options.ts';
import { type ReadyRun, readyRun } from './read-run.ts';
import { readHistory, readOutcomes } from './read-site.ts';
import { SiteFolder } from './site-folder.ts';
import { type Content, writeSite } from './write-site.ts';

/** `harness publish`: everything is read and checked before the site is touched. */
export async function publishRuns(names: readonly string[], options: PublishOptions): Promise<number> {
  if (options.gate !== undefined && names.length !== 1) {
    throw new HarnessError('E_USAGE', `expected one run with --gate, got ${names.length}: a verdict is of one run`);
  }
  const runs: ReadyRun[] = [];
  for (const name of names) runs.push(await readyRun(name, options));
  const site = new SiteFolder(options.site);
  const release = await site.take(1000 * options.wait);
  const forget = onExit(() => rmSync(site.stagingFolder, { recursive: true, force: true }));
  try {
    const changed = await publishInto(site, runs, options);
    tell(site, runs, changed, options.json ?? false);
  } finally {
    forget();
    await release();
  }
  return runs.some(({ entry }) => entry.rate.n === 0) ? EXIT.noData : EXIT.done;
}

/** @returns paths of the files that are new or changed */
async function publishInto(site: SiteFolder, runs: readonly ReadyRun[], options: PublishOptions): Promise<string[]> {
  const history = runs.reduce((all, { entry }) => withRun(all, entry), await historyFor(site, options));
  if (history.runs.length === 0) throw new HarnessError('E_USAGE', `expected a run: ${site.path} holds none yet`);
  const files = new Map<string, Content>();
  for (const { entry, files: filesOf } of runs) {
    const published = history.runs.find(({ page }) => page === entry.page) ?? entry;
    for (const [path, content] of filesOf(published, history.site.title)) files.set(path, content);
  }
  for (const [path, text] of siteFiles(history, await outcomesFor(site, history, files))) files.set(path, text);
  return site.atThisPlace(() => writeSite(site, files));
}

async function historyFor(site: SiteFolder, { title, url }: PublishOptions): Promise<History> {
  const found = await readHistory(site);
  if (found === null) await site.requireNoOther(ROOT_FILES);
  const { site: named, ...history } = found ?? newHistory();
  return { ...history, site: { ...named, title: title ?? named.title, url: url ?? named.url } };
}

/** Outcomes of the runs that are compared: from what is about to be written, else from the site. */
async function outcomesFor(
  site: SiteFolder,
  { runs }: History,
  files: ReadonlyMap<string, Content>,
): Promise<OutcomesOf> {
  const pages = chaptersOf(runs).flatMap((chapter) => latestRuns(chapter).map(({ page }) => page));
  const found = pages.map(async (page) => {
    const ready = files.get(`runs/${page}/baseline.json`);
    return [page, typeof ready === 'string' ? JSON.parse(ready) : await readOutcomes(site, page)] as const;
  });
  const outcomes = new Map(await Promise.all(found));
  return (page) => outcomes.get(page) ?? null;
}

function tell(site: SiteFolder, runs: readonly ReadyRun[], changed: readonly string[], json: boolean): void {
  for (const { entry } of runs) {
    if (entry.rate.n === 0) process.stderr.write(`${entry.runId}: no valid episode, published as no data\n`);
  }
  const pages = runs.map(({ entry }) => join(site.path, 'runs', entry.page, 'index.html'));
  if (json) process.stdout.write(`${JSON.stringify({ site: site.path, pages, changed }, null, 2)}\n`);
  else process.stdout.write(`${counted(changed.length, 'file')} new or changed; ${join(site.path, 'index.html')}\n`);
}
