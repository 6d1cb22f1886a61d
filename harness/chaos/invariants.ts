/** What holds after any fault (docs/design.md, section 10), as a function of what a run left. */
import { canonicalRow } from '../record/canonical.ts';
import type { EpisodeRecord } from '../types.ts';

export interface Counts {
  readonly planned: number;
  readonly success: number;
  readonly failure: number;
  readonly infraError: number;
  readonly invalid: number;
  readonly notRun: number;
}

/** The part of `--json` that is looked at here. */
export interface Told {
  readonly counts: Counts;
  readonly overall: { readonly valid: { readonly k: number; readonly n: number; readonly rate: number | null } };
}

export interface Left {
  readonly rows: readonly EpisodeRecord[];
  /** Null where the run was ended before it could tell. */
  readonly told: Told | null;
  /** The summary as the run gave it, and as it is made from the records afterwards; null where the run gave none. */
  readonly reports: readonly [live: string, fromRecords: string] | null;
  readonly code: number | null;
  readonly leftovers: readonly string[];
}

/** Valid outcomes count; what broke is no number. */
export const isValid = ({ outcome }: EpisodeRecord): boolean => outcome === 'success' || outcome === 'failure';

/** The last attempt at each episode: the one that counts. */
export function lastAttempts(rows: readonly EpisodeRecord[]): ReadonlyMap<string, EpisodeRecord> {
  return new Map([...rows].sort((a, b) => a.attempt - b.attempt).map((row) => [row.episodeId, row]));
}

/** A row without what a fault may change: how many attempts it took. */
const comparable = (row: EpisodeRecord): string => canonicalRow({ ...row, attempt: 1 });

/** Every broken invariant, in words; none is good. */
export function brokenInvariants(
  left: Left,
  clean: readonly EpisodeRecord[],
  mayDiffer: ReadonlySet<string>,
): string[] {
  return [
    ...left.leftovers.map((each) => `left behind: ${each}`),
    ...changedRows(left.rows, clean, mayDiffer),
    ...repeatedAttempts(left.rows),
    ...(left.reports && left.reports[0] !== left.reports[1] ? [ANOTHER_REPORT] : []),
    ...(left.told ? [...wrongCounts(left.told, left.rows), ...wrongCode(left.told, left.code)] : []),
  ];
}

const ANOTHER_REPORT = 'the report made from the records is not the one that the run gave';

/** Byte for byte, what the fault did not hit is what a clean run has. */
function changedRows(
  rows: readonly EpisodeRecord[],
  clean: readonly EpisodeRecord[],
  mayDiffer: ReadonlySet<string>,
): string[] {
  const expected = new Map(clean.map((row) => [row.episodeId, comparable(row)]));
  return rows
    .filter((row) => isValid(row) && !mayDiffer.has(row.episodeId))
    .filter((row) => expected.get(row.episodeId) !== comparable(row))
    .map(({ episodeId, attempt }) => `another row than that of a clean run: ${episodeId}, attempt ${attempt}`);
}

/** One accepted record an attempt, one valid outcome an episode. */
function repeatedAttempts(rows: readonly EpisodeRecord[]): string[] {
  const attempts = rows.map(({ episodeId, attempt }) => `${episodeId}, attempt ${attempt}`);
  const settled = rows.filter(isValid).map(({ episodeId }) => `${episodeId}, a valid outcome`);
  const all = [...attempts, ...settled];
  return all.filter((each, i) => all.indexOf(each) !== i).map((each) => `recorded twice: ${each}`);
}

function wrongCounts({ counts, overall }: Told, rows: readonly EpisodeRecord[]): string[] {
  const last = [...lastAttempts(rows).values()];
  const of = (outcome: EpisodeRecord['outcome']): number => last.filter((row) => row.outcome === outcome).length;
  const recounted = {
    planned: counts.planned,
    success: of('success'),
    failure: of('failure'),
    infraError: of('infra_error'),
    invalid: of('invalid'),
    notRun: counts.planned - last.length,
  };
  const keys = Object.keys(recounted) as (keyof Counts)[];
  const wrong = keys.filter((key) => recounted[key] !== counts[key]);
  const { k, n, rate } = overall.valid;
  const sound = k === recounted.success && n === k + recounted.failure && rate === (n === 0 ? null : k / n);
  return [
    ...wrong.map((key) => `${key}: the summary says ${counts[key]}, the rows ${recounted[key]}`),
    ...(sound ? [] : [`the rate of the summary, ${k}/${n} = ${rate}, is not that of the rows`]),
  ];
}

/** 130 says that somebody stopped it, whatever there was by then. */
function wrongCode({ counts: { success, failure, infraError, notRun } }: Told, code: number | null): string[] {
  const expected = success + failure === 0 || infraError + notRun > 0 ? 4 : 0;
  return code === expected || code === 130 ? [] : [`exit code ${code} where the summary says ${expected}`];
}
