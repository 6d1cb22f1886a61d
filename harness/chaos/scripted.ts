/** One run under a script of faults, measured and held to the invariants. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { counted } from '../counted.ts';
import type { EpisodeRecord } from '../types.ts';
import type { Ending, Observed, Reference, Scripted } from './case.ts';
import { brokenInvariants, isValid, lastAttempts, type Told } from './invariants.ts';
import { type Ended, Stage } from './stage.ts';

export async function runScripted(
  { policy, script, ending, args = [] }: Scripted,
  reference: Reference,
): Promise<Observed> {
  const stage = new Stage(reference.setting);
  try {
    stage.script(script);
    const name = policy === 'oracle' ? 'oracle' : stage.scriptedPolicy;
    const arguments_ = ['--policy', name, ...args];
    const first = await stage.run(arguments_);
    const resumed = ending.kind === 'stopped' ? await stage.run(arguments_) : null;
    return await observed(stage, { first, resumed, ending, clean: reference.clean[policy]! });
  } finally {
    stage.remove();
  }
}

export interface Played {
  readonly first: Ended;
  /** The same command again, where the first was not to finish. */
  readonly resumed: Ended | null;
  readonly ending: Ending;
  readonly clean: readonly EpisodeRecord[];
}

/** What was seen of it, and all that is wrong with that. */
export async function observed(stage: Stage, { first, resumed, ending, clean }: Played): Promise<Observed> {
  const rows = await stage.rows();
  const last = resumed ?? first;
  const hit = [...lastAttempts(rows).values()].filter((row) => isHit(row, ending));
  const told = toldBy(last);
  const reports = told && ([last.stdout, await stage.summaryFromRecords()] as const);
  const left = { rows, told, reports, code: last.code, leftovers: await stage.leftovers() };
  const broken = [
    ...brokenInvariants(left, clean, new Set(hit.map(({ episodeId }) => episodeId))),
    ...unmet(ending, { first, last, hit, rows, clean }),
  ];
  const lostAttempts = rows.filter(({ outcome }) => outcome === 'infra_error').length;
  return {
    outcome: outcomeOf(ending, hit),
    lostAttempts,
    lostEpisodes: clean.length - lastAttempts(rows.filter(({ outcome }) => outcome !== 'infra_error')).size,
    recoveredSec: resumed?.wallSec ?? recovery(stage.folder, rows),
    broken,
  };
}

function toldBy({ stdout }: Ended): Told | null {
  try {
    return JSON.parse(stdout) as Told;
  } catch {
    return null;
  }
}

const isHit = ({ outcome, end }: EpisodeRecord, ending: Ending): boolean =>
  (ending.kind === 'failure' || ending.kind === 'invalid') && outcome === ending.kind && end === ending.end;

interface Seen {
  readonly first: Ended;
  readonly last: Ended;
  readonly hit: readonly EpisodeRecord[];
  readonly rows: readonly EpisodeRecord[];
  readonly clean: readonly EpisodeRecord[];
}

function unmet(ending: Ending, { first, last, hit, rows, clean }: Seen): string[] {
  const settled = rows.filter(({ outcome }) => outcome !== 'infra_error').length;
  const lost = rows.length - settled;
  const complaints: [boolean, string][] = [
    [
      last.code === 0 || ending.kind === 'invalid',
      `expected exit code 0 in the end, got ${last.code}: ${lastLine(last.stderr)}`,
    ],
    [settled === clean.length, `expected an outcome of ${counted(clean.length, 'episode')}, got ${settled}`],
    [
      ending.kind !== 'stopped' || first.code === ending.code,
      `expected it to stop with ${codeOf(ending)}, got ${first.code}`,
    ],
    [ending.kind !== 'recovered' || lost > 0, 'expected the fault to cost an attempt, got none'],
    [ending.kind !== 'untouched' || lost === 0, `expected no lost attempt, got ${lost}`],
    [!('end' in ending) || hit.length > 0, `expected ${'end' in ending ? ending.end : ''}, got none`],
  ];
  return complaints.filter(([met]) => !met).map(([, words]) => words);
}

const codeOf = (ending: Ending): string => (ending.kind === 'stopped' ? `exit code ${ending.code}` : '');

export const lastLine = (text: string): string => text.trim().split('\n').at(-1)?.slice(0, 200) ?? '';

function outcomeOf(ending: Ending, hit: readonly EpisodeRecord[]): string {
  if (ending.kind === 'failure') return `${hit.length} failure of the policy: ${ending.end}`;
  if (ending.kind === 'invalid') return `${hit.length} invalid: ${ending.end}`;
  if (ending.kind === 'stopped')
    return `${ending.code === null ? 'killed' : `stopped with ${ending.code}`}, then the same command`;
  return ending.kind === 'recovered' ? 'infra error, tried again' : 'nothing';
}

/** From the first mark of a fault until the last episode that it broke had its outcome; null where it broke none. */
function recovery(folder: string, rows: readonly EpisodeRecord[]): number | null {
  const marks = readdirSync(folder).filter((name) => /^faults\.yaml\.\w+\.\d+$/.test(name));
  const brokenIds = new Set(rows.filter(({ error }) => error !== null).map(({ episodeId }) => episodeId));
  const ends = rows.filter((row) => isValid(row) && brokenIds.has(row.episodeId)).map(endMs);
  if (marks.length === 0 || ends.length === 0) return null;
  const faultMs = Math.min(...marks.map((name) => statSync(join(folder, name)).mtimeMs));
  return Math.max(0, Math.max(...ends) - faultMs) / 1000;
}

const endMs = ({ startedAt, wallTimeSec }: EpisodeRecord): number => Date.parse(startedAt) + 1000 * wallTimeSec;
