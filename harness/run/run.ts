import { AssetFolder } from '../record/asset-folder.ts';
import type { RunFolder } from '../record/folder.ts';
import { EpisodeLog } from '../record/log.ts';
import { demandRoom } from '../record/room.ts';
import { writeTrace } from '../record/trace-file.ts';
import type { BodyShape } from '../success/shape.ts';
import type { EpisodeRecord, EpisodeSpec } from '../types.ts';
import type { LookOf } from '../visuals/look.ts';
import type { Attempted } from './attempt.ts';
import { ALL, type Episodes, remaining, type Span } from './episodes.ts';
import type { Recalled } from './recall.ts';
import { type Assignment, runSchedule } from './schedule.ts';
import type { Worker } from './worker.ts';

/** Hears what happens in a run, as it happens. */
export interface RunListener {
  started(episode: EpisodeSpec, attempt: number, worker: number): void;
  ended(record: EpisodeRecord): void;
  note(line: string): void;
}

export interface RunInputs {
  readonly folder: RunFolder;
  /** What its log held before; kept up to date from here on. */
  readonly recalled: Recalled;
  /** What to run, in this order. */
  readonly episodes: Episodes;
  /** The nominal episode of one, where it is not among them: others run it. */
  readonly elsewhere?: (episode: EpisodeSpec) => EpisodeSpec | null;
  /** The same in parts, each finished before the next begins; all at once unless told. */
  readonly parts?: readonly Span[];
  /** Asked before each part: whether nothing more need be run. */
  readonly enough?: () => Promise<boolean>;
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

/** Runs what the folder does not hold a valid outcome for yet. */
export async function run(inputs: RunInputs): Promise<void> {
  const { folder, minFreeMb = 0 } = inputs;
  const { history, signatures } = inputs.recalled;
  await demandRoom(folder.path, minFreeMb);
  const log = await EpisodeLog.open(folder.episodesFile);
  const kept = { folder, assets: new AssetFolder(folder.assetsFolder), log };
  try {
    const schedule = {
      ...inputs,
      setting: {
        ...inputs,
        nominalOf: nominalFrom(inputs),
        signatures,
      },
      attemptsBefore: (episodeId: string) => history.attemptsAt(episodeId),
      find: (episodeId: string) => (history.isSettled(episodeId) ? null : inputs.episodes.find(episodeId)),
      events: {
        started: (episode: EpisodeSpec, attempt: number, worker: number) =>
          inputs.listener.started(episode, attempt, worker),
        note: (line: string) => inputs.listener.note(line),
        ended: async (attempted: Attempted) => {
          await keep(attempted, kept);
          history.add(attempted.record);
          inputs.listener.ended(attempted.record);
          if (attempted.record.error?.code === 'E_BUG') inputs.listener.note(attempted.record.error.message);
          await demandRoom(folder.path, minFreeMb);
        },
      },
    };
    for (const part of inputs.parts ?? [ALL]) {
      if (inputs.stop.aborted || (await inputs.enough?.())) break;
      const dispatch = inputs.dispatch ?? ((assignment) => runSchedule({ ...assignment, workers: inputs.workers }));
      const isSettled = (place: number): boolean => history.isSettledAt(place);
      await dispatch({ ...schedule, episodes: remaining(inputs.episodes, part, isSettled) });
    }
  } finally {
    await Promise.all(inputs.workers.map((worker) => worker.finish()));
    await log.close();
  }
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

function nominalFrom({ episodes, elsewhere }: RunInputs): (episode: EpisodeSpec) => EpisodeSpec | null {
  return (episode) =>
    episode.nominalEpisodeId === null
      ? null
      : (episodes.find(episode.nominalEpisodeId) ?? elsewhere?.(episode) ?? null);
}
