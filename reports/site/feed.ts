import { type Html, html } from '../page/html.ts';
import type { History, HistoryRun } from '../schema/history.ts';
import { nameUuid } from './identity.ts';
import { countsInWords, rateInWords, runInWords } from './words.ts';

/** A feed is for news; all runs are in history.json. */
const NEWEST = 50;

/** The Atom feed (RFC 4287) of the newest runs. Ids come from the runs' identity and times from the runs themselves. */
export function feed({ site, runs }: History): string {
  const newest = runs.slice(-NEWEST).reverse();
  const updated = newest.map(({ endedAt }) => endedAt).reduce((a, b) => (a > b ? a : b), '');
  const document = html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
<id>urn:uuid:${nameUuid(`vla-harness site ${site.url ?? site.title}`)}</id>
<title>${site.title}</title>
<updated>${updated}</updated>
<author><name>vla-harness</name></author>
<link rel="self" type="application/atom+xml" href="${addressOf(site.url, 'feed.xml')}"/>
<link rel="alternate" type="text/html" href="${addressOf(site.url, 'index.html')}"/>
${newest.map((run) => entry(run, site.url))}</feed>
`;
  return document.toString();
}

const entry = (run: HistoryRun, url: string | null): Html => html`<entry>
<id>urn:uuid:${nameUuid(`vla-harness run ${run.page}`)}</id>
<title>${titleOf(run)}</title>
<published>${run.createdAt}</published>
<updated>${run.endedAt}</updated>
<link rel="alternate" type="text/html" href="${addressOf(url, `runs/${run.page}/index.html`)}"/>
<summary>${summaryOf(run)}</summary>
</entry>
`;

function titleOf(run: HistoryRun): string {
  const title = `${runInWords(run)}: ${rateInWords(run.rate)}`;
  return run.gate ? `${title}; gate: ${run.gate.verdict}` : title;
}

function summaryOf(run: HistoryRun): string {
  const { versions, gate } = run;
  const reason = gate && gate.reasons.length > 0 ? `Gate: ${gate.reasons.join('; ')}. ` : '';
  return `${reason}${countsInWords(run)}. ${versions.simulator}, harness ${versions.harness}.`;
}

/** Absolute where the site knows its own address: some readers resolve nothing. */
const addressOf = (url: string | null, path: string): string => (url === null ? path : new URL(path, url).href);
