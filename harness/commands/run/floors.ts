import { type PolicySource, policySource } from '../../../agents/index.ts';
import type { CellRates } from '../../../reports/index.ts';
import { counted } from '../../counted.ts';
import { NominalSignatures } from '../../run/nominal.ts';
import { runSchedule } from '../../run/schedule.ts';
import { Worker } from '../../run/worker.ts';
import type { EpisodeRecord, EpisodeSpec } from '../../types.ts';
import { WITHOUT_LOOK } from '../../visuals/look.ts';
import { surroundingsOf } from '../knowledge.ts';
import type { Begun } from './execution.ts';
import { FloorCache } from './floor-cache.ts';
import { MS_PER_MIN, type RunOptions } from './options.ts';
import { shapeLookup } from './prepare.ts';
import { ratesByDigest } from './rates-by-digest.ts';

/** Which episodes the floor policies run too. */
export type FloorExtent = RunOptions['floors'];

const FLOOR_POLICIES = ['noop', 'random'] as const;

/**
 * What it takes to do nothing clever, on the same scenes: a scene that is solved already or solves itself shows here.
 * An outcome is found again by the digest of its episode and the fingerprint of the policy, so a second run costs nothing.
 */
export async function floors(execution: Begun): Promise<Record<string, CellRates>> {
  const { prepared, options, stop, plan } = execution;
  const wanted = Array.from(plan).filter((episode) => isWanted(episode, options.floors));
  const names = FLOOR_POLICIES.filter((name) => name !== prepared.source.spec.name);
  const rates: Record<string, CellRates> = {};
  for (const name of wanted.length > 0 && !stop.aborted ? names : []) {
    const source = await policySource(name, surroundingsOf(prepared.library));
    rates[name] = ratesByDigest(wanted, await outcomes(execution, source, wanted));
  }
  return rates;
}

function isWanted({ nominalEpisodeId }: EpisodeSpec, extent: FloorExtent): boolean {
  return extent === 'all' || (extent === 'nominal' && nominalEpisodeId === null);
}

/** From the cache, and where it has none, run now and kept there. */
async function outcomes(
  execution: Begun,
  source: PolicySource,
  wanted: readonly EpisodeSpec[],
): Promise<readonly EpisodeRecord[]> {
  const cache = new FloorCache(source.spec, (line) => execution.reporter.note(line));
  const records = await cache.read();
  const known = new Set(records.map(({ digest }) => digest));
  const missing = wanted.filter(({ digest }) => !known.has(digest));
  if (missing.length === 0) return records;
  execution.reporter.note(`floor: ${source.spec.name} on ${counted(missing.length, 'scene')} (kept for later runs)`);
  return [...records, ...(await runMissing(execution, source, missing, cache))];
}

async function runMissing(
  { hosts, options, prepared, deadlines, stop, abandon }: Begun,
  source: PolicySource,
  episodes: readonly EpisodeSpec[],
  cache: FloorCache,
): Promise<EpisodeRecord[]> {
  const records: EpisodeRecord[] = [];
  try {
    await runSchedule({
      episodes,
      workers: hosts.map((host, i) => new Worker(i + 1, { host, openPolicy: () => source.open() })),
      setting: {
        shapesOf: shapeLookup(prepared.library),
        nominalOf: () => null,
        lookOf: WITHOUT_LOOK,
        signatures: new NominalSignatures(),
        inferenceTimeoutMs: options.inferenceTimeout * 1000,
        episodeMs: deadlines.episodeMs,
        now: Date.now,
        clock: () => performance.now(),
      },
      attemptsBefore: () => 0,
      retries: options.retries,
      maxInfraErrors: options.maxInfraErrors ?? null,
      giveUpMs: MS_PER_MIN * options.giveUpAfter,
      stop,
      abandon,
      events: {
        started: () => {},
        note: () => {},
        ended: async ({ record }) => {
          if (record.outcome === 'infra_error') return;
          await cache.keep(record);
          records.push(record);
        },
      },
    });
  } finally {
    await cache.close();
  }
  return records;
}
