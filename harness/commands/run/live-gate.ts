import { type Gate, lookAt, partEnds, plannedPairs, renderGate } from '../../../reports/gate/index.ts';
import { plannedEpisode, terminalOf } from '../../../reports/index.ts';
import { entriesOf } from '../../../reports/pairing/index.ts';
import { HarnessError } from '../../errors.ts';
import { requireAtMost } from '../../plan/outline.ts';
import { MOST_HELD } from '../../plan/plan.ts';
import { canonicalJson, sha256 } from '../../record/canonical.ts';
import type { RunFolder } from '../../record/folder.ts';
import { readAttempts } from '../../record/log.ts';
import type { WrittenGate } from '../../record/manifest.ts';
import { writeWhole } from '../../record/write-whole.ts';
import type { Span } from '../../run/episodes.ts';
import type { EpisodeRecord, EpisodeSpec } from '../../types.ts';
import { judged } from '../gate/gate-run.ts';
import { readRules } from '../gate/read-rules.ts';
import { readBaseline, readRun } from '../gate/read-side.ts';
import type { RunOptions } from './options.ts';
import { episodesOf, type Prepared } from './prepare.ts';

/** Rules that judge a run while it goes on. */
export interface LiveGate {
  /** For the manifest, before the first episode. */
  readonly written: WrittenGate;
  /** Replicates from look to look. */
  readonly parts: readonly Span[];
  readonly certain: (folder: RunFolder) => Promise<boolean>;
  /** The look that stopped the run; null where nothing is left out. */
  readonly stopped: (records: readonly EpisodeRecord[]) => { readonly look: number; readonly of: number } | null;
}

/** Reads what `--gate` and `--baseline` name, refuses what cannot be decided, and makes it part of what the run is asked for. */
export async function withGate(
  { gate: file, baseline: from, shard }: RunOptions,
  prepared: Prepared,
): Promise<{ readonly prepared: Prepared; readonly gate: LiveGate | null }> {
  if (file === undefined && from === undefined) return { prepared, gate: null };
  if (file === undefined || from === undefined) {
    throw new HarnessError(
      'E_USAGE',
      `expected --gate and --baseline together, got only ${file === undefined ? '--baseline' : '--gate'}`,
    );
  }
  if (shard !== undefined) {
    throw new HarnessError('E_USAGE', 'expected --gate or --shard, got both: a shard alone decides nothing', {
      hint: 'harness gate judges the merged run',
    });
  }
  requireAtMost(MOST_HELD, prepared.share.planned);
  const gate = await liveGate(file, from, [...episodesOf(prepared)]);
  const digest = sha256(canonicalJson([gate.written.digest, gate.written.baselineDigest]));
  return { prepared: { ...prepared, request: { ...prepared.request, gate: digest } }, gate };
}

async function liveGate(file: string, from: string, episodes: readonly EpisodeSpec[]): Promise<LiveGate> {
  const baseline = await readBaseline(from);
  const planned = episodes.map(plannedEpisode);
  const pairs = plannedPairs(entriesOf(planned, []), baseline.entries);
  if (pairs.length === 0) {
    throw new HarnessError(
      'E_INPUT',
      `no planned episode is a valid one of the baseline ${from}: expected the same suite, seed and simulator`,
    );
  }
  const { rules, source, digest } = await readRules(file, baseline, pairs, true);
  const look = (records: readonly EpisodeRecord[]) =>
    lookAt(rules, entriesOf(planned, records), baseline.entries, true);
  return {
    written: { rules, source, digest, baseline: from, baselineDigest: baseline.digest },
    parts: partsOf(partEnds(pairs, rules.looks)),
    certain: async (folder) => look((await readAttempts(folder.episodesFile)).records)?.certain ?? false,
    stopped: (records) => {
      const ran = new Set(records.map(({ episodeId }) => episodeId));
      const looked = episodes.every(({ episodeId }) => ran.has(episodeId)) ? null : look(records);
      return looked?.certain ? { look: looked.look.number, of: looked.of } : null;
    },
  };
}

/** What no look waits for comes with the last. */
function partsOf(ends: readonly number[]): Span[] {
  return ends.map((end, i) => ({
    from: ends[i - 1] ?? 0,
    to: i === ends.length - 1 ? Number.POSITIVE_INFINITY : end,
  }));
}

/** The verdict as `harness gate` gives it from the records, kept in the run folder; its exit code. */
export async function verdictOf(folder: RunFolder, { json, baseline }: RunOptions): Promise<number> {
  const gate: Gate = await judged(await readRun(folder.path), baseline === undefined ? {} : { baseline });
  await writeWhole(folder.gateFile, `${JSON.stringify(gate, null, 2)}\n`);
  if (!json) process.stdout.write(renderGate(gate, terminalOf(process.stdout, process.env)));
  return gate.exitCode;
}
