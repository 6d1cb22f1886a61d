import { AssetFolder } from '../record/asset-folder.ts';
import type { RunFolder } from '../record/folder.ts';
import { type Attempts, dropTornLine, EpisodeLog, readAttempts } from '../record/log.ts';
import { demandRoom } from '../record/room.ts';
import { writeTrace } from '../record/trace-file.ts';
import type { BodyShape } from '../success/shape.ts';
import type { EpisodeRecord, EpisodeSpec } from '../types.ts';
import type { LookOf } from '../visuals/look.ts';
import type { Attempted } from './attempt.ts';
import { NominalSignatures } from './nominal.ts';
import { type Assignment, runSchedule } from './schedule.ts';
import { remaining } from './settled.ts';
import type { Worker } from './worker.ts';

/** Hears what happens in a run, as it happens. */
export interface RunListener {
  started(episode: EpisodeSpec, attempt: number, worker: number): void;
  ended(record: EpisodeRecord): void;
  note(line: string): void;
}

export interface RunInputs {
  readonly folder: RunFolder;
  /** What its log held before, where somebody has read it already. */
  readonly before?: Attempts;
  /** What to run, in this order. */
  readonly episodes: readonly EpisodeSpec[];
  /** All of the plan, where others run the rest: an episode's nominal one may be theirs. */
  readonly whole?: readonly EpisodeSpec[];
  /** The same in parts, each finished before the next begins; all at once unless told. */
  readonly parts?: readonly (readonly EpisodeSpec[])[];
  /** Asked before each part: whether nothing more need be run. */
  readonly enough?: (records: readonly EpisodeRecord[]) => boolean;
  /** Those of this process; none where `dispatch` gives the episodes to others. */
  readonly workers: readonly Worker[];
  readonly dispatch?: (assignment: Assignment) => Promise<void>;
  readonly shapesOf: (episode: EpisodeSpec) => Readonly<Record<string, BodyShape>>;
  readonly lookOf: LookOf;
  readonly retries: number;
  readonly maxInfraErrors: number | null;
  readonly giveUpMs: number;
  readonly inferenceTimeoutMs: number;
  readonly episodeMs?: number;
  /** Megabytes below which the run stops; 0: it goes on until the disk refuses. */
  readonly minFreeMb?: number;
  readonly stop: AbortSignal;
  readonly abandon: AbortSignal;
  readonly listener: RunListener;
  readonly now: () => number;
  readonly clock: () => number;
}

/** Runs what the folder does not hold a valid outcome for yet, and gives all attempts that it holds then. */
export async function run(inputs: RunInputs): Promise<readonly EpisodeRecord[]> {
  const { folder, minFreeMb = 0 } = inputs;
  await demandRoom(folder.path, minFreeMb);
  const before = await recorded(inputs);
  const log = await EpisodeLog.open(folder.episodesFile);
  const records = [...before];
  const kept = { folder, assets: new AssetFolder(folder.assetsFolder), log };
  try {
    const schedule = {
      ...inputs,
      setting: {
        ...inputs,
        nominalOf: nominalFrom(inputs.whole ?? inputs.episodes),
        signatures: signaturesFrom(before),
      },
      attemptsBefore: attemptCounter(before),
      events: {
        started: (episode: EpisodeSpec, attempt: number, worker: number) =>
          inputs.listener.started(episode, attempt, worker),
        note: (line: string) => inputs.listener.note(line),
        ended: async (attempted: Attempted) => {
          await keep(attempted, kept);
          records.push(attempted.record);
          inputs.listener.ended(attempted.record);
          if (attempted.record.error?.code === 'E_BUG') inputs.listener.note(attempted.record.error.message);
          await demandRoom(folder.path, minFreeMb);
        },
      },
    };
    for (const part of inputs.parts ?? [inputs.episodes]) {
      if (inputs.stop.aborted || inputs.enough?.(records)) break;
      const dispatch = inputs.dispatch ?? ((assignment) => runSchedule({ ...assignment, workers: inputs.workers }));
      await dispatch({ ...schedule, episodes: remaining(part, records) });
    }
  } finally {
    await Promise.all(inputs.workers.map((worker) => worker.finish()));
    await log.close();
  }
  return records;
}

interface Kept {
  readonly folder: RunFolder;
  readonly assets: AssetFolder;
  readonly log: EpisodeLog;
}

/** The line last: one in the log means that everything else of the attempt is on disk. */
async function keep({ record, trace, assets }: Attempted, kept: Kept): Promise<void> {
  await kept.assets.save(assets);
  if (trace instanceof Uint8Array || trace.initial)
    await writeTrace(kept.folder.traceFile(record.episodeId, record.attempt), trace);
  await kept.log.append(record);
}

async function recorded({ folder, listener, before }: RunInputs): Promise<readonly EpisodeRecord[]> {
  const { records, torn } = before ?? (await readAttempts(folder.episodesFile));
  if (torn) {
    listener.note('the last line of the log was torn and is dropped; its episode runs again');
    await dropTornLine(folder.episodesFile);
  }
  return records;
}

function nominalFrom(episodes: readonly EpisodeSpec[]): (episode: EpisodeSpec) => EpisodeSpec | null {
  const byId = new Map(episodes.map((episode) => [episode.episodeId, episode]));
  return ({ nominalEpisodeId }) => (nominalEpisodeId === null ? null : (byId.get(nominalEpisodeId) ?? null));
}

function signaturesFrom(records: readonly EpisodeRecord[]): NominalSignatures {
  const signatures = new NominalSignatures();
  for (const { episodeId, evidence } of records) signatures.learn(episodeId, evidence.signature);
  return signatures;
}

function attemptCounter(records: readonly EpisodeRecord[]): (episodeId: string) => number {
  const last = new Map<string, number>();
  for (const { episodeId, attempt } of records) last.set(episodeId, Math.max(attempt, last.get(episodeId) ?? 0));
  return (episodeId) => last.get(episodeId) ?? 0;
}
