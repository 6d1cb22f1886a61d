import { byText } from '../../harness/by-text.ts';
import type { HistoryRun, Selection } from '../schema/history.ts';
import { grouped } from '../summary/grouped.ts';
import { slug } from './identity.ts';

/** Runs of one policy on one selection of a suite, oldest first: what a trend is drawn of. */
export interface Series {
  /** Its folder under series/. */
  readonly page: string;
  readonly policy: string;
  readonly privileged: boolean;
  readonly runs: readonly [HistoryRun, ...HistoryRun[]];
}

/** One selection of a suite: runs of another selection met other episodes and are shown apart. */
export interface Chapter {
  readonly id: string;
  readonly suite: string;
  /** "4 replicates · lighting"; empty for the whole suite. */
  readonly selection: string;
  readonly series: readonly Series[];
}

/** The chapters of a site, the one with the newest run first; within it the policies by name. */
export function chaptersOf(runs: readonly HistoryRun[]): Chapter[] {
  const groups = [...grouped(runs, ({ suite, selection }) => JSON.stringify([suite, selection])).values()];
  return groups.sort((a, b) => byText(newestIn(b), newestIn(a))).map(chapter);
}

const newestIn = (runs: readonly HistoryRun[]): string => runs.at(-1)!.createdAt;

function chapter(runs: readonly [HistoryRun, ...HistoryRun[]]): Chapter {
  const [{ suite, selection }] = runs;
  const text = selectionText(selection);
  const byPolicy = [...grouped(runs, ({ policy }) => policy.name)];
  const series = byPolicy
    .sort(([a], [b]) => byText(a, b))
    .map(([policy, of]) => ({
      page: slug(`${suite}-${policy}`, [suite, selection, policy]),
      policy,
      privileged: of.at(-1)!.policy.privileged,
      runs: of,
    }));
  return { id: slug(suite, [suite, selection]), suite, selection: text, series };
}

export function selectionText({ seed, episodes, scenarios, factors, levels }: Selection): string {
  const parts = [
    episodes !== null && `${episodes} ${episodes === 1 ? 'replicate' : 'replicates'}`,
    ...[scenarios, factors, levels].map((names) => names.length > 0 && names.join(', ')),
    seed !== 0 && `seed ${seed}`,
  ];
  return parts.filter((part) => part !== false).join(' · ');
}
