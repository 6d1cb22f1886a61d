import type { History } from '../schema/history.ts';
import { badgeJson, badgeOf, badgeSvg } from './badge.ts';
import { feed } from './feed.ts';
import { historyText } from './history.ts';
import { colorsOf, indexPage } from './index-page.ts';
import { chaptersOf } from './series.ts';
import { seriesPage } from './series-page.ts';
import type { OutcomesOf } from './standing.ts';

/** Names at the root of a site that a publisher writes. */
export const ROOT_FILES = ['history.json', 'index.html', 'feed.xml', 'badge.json', 'badge.svg', 'runs', 'series'];

/**
 * Everything that follows from the history alone, in the order in which it may be put in place: what is linked to comes
 * before what links to it, the index last.
 */
export function siteFiles(history: History, outcomesOf: OutcomesOf): Map<string, string> {
  const chapters = chaptersOf(history.runs);
  const files = new Map([['history.json', historyText(history)]]);
  for (const chapter of chapters) {
    const colors = colorsOf(chapter);
    for (const series of chapter.series) {
      const folder = `series/${series.page}`;
      const badge = badgeOf(series.runs.at(-1)!);
      files.set(`${folder}/badge.json`, badgeJson(badge));
      files.set(`${folder}/badge.svg`, badgeSvg(badge));
      files.set(`${folder}/index.html`, seriesPage(history.site.title, chapter, series, colors.get(series.policy)!));
    }
  }
  const newest = badgeOf(history.runs.at(-1)!);
  files.set('badge.json', badgeJson(newest));
  files.set('badge.svg', badgeSvg(newest));
  files.set('feed.xml', feed(history));
  files.set('index.html', indexPage(history, chapters, outcomesOf));
  return files;
}
