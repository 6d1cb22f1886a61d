import { within } from '../deadline.ts';
import { runEpisode } from '../episode/episode.ts';
import type { EpisodeResult } from '../episode/result.ts';
import { EMPTY_TRACE, NO_ASSETS, type Trace } from '../episode/trace.ts';
import { HarnessError } from '../errors.ts';
import type { BodyShape } from '../success/shape.ts';
import type { EpisodeRecord, EpisodeSpec } from '../types.ts';
import type { LookOf } from '../visuals/look.ts';
import { RUN_DEADLINES } from './deadlines.ts';
import type { NominalSignatures } from './nominal.ts';
import type { Worker } from './worker.ts';

/** What attempts share in a run. */
export interface AttemptSetting {
  readonly shapesOf: (episode: EpisodeSpec) => Readonly<Record<string, BodyShape>>;
  readonly nominalOf: (episode: EpisodeSpec) => EpisodeSpec | null;
  readonly signatures: NominalSignatures;
  readonly lookOf: LookOf;
  readonly inferenceTimeoutMs: number;
  /** For one attempt; `RUN_DEADLINES` has the default. */
  readonly episodeMs?: number;
  /** Milliseconds since the epoch, for time stamps. */
  readonly now: () => number;
  /** Milliseconds from any fixed origin, for durations: it never jumps. */
  readonly clock: () => number;
}

export interface Attempted {
  readonly record: EpisodeRecord;
  /** As bytes where it came from another machine. */
  readonly trace: Trace | Uint8Array;
  readonly assets: EpisodeResult['assets'];
  /** Whether another try with the same seed may end otherwise. */
  readonly retryable: boolean;
  readonly cause: unknown;
}

/** Runs one attempt on a worker. Whatever breaks becomes an `infra_error` with its code; nothing is thrown, nothing is scored. */
export async function attempt(
  episode: EpisodeSpec,
  number: number,
  worker: Worker,
  setting: AttemptSetting,
): Promise<Attempted> {
  const started = { atMs: setting.now(), clockMs: setting.clock() };
  const { result, cause } = await resultOf(episode, worker, setting);
  await finished(result, started.clockMs, worker, setting);
  setting.signatures.learn(episode.episodeId, result.evidence.signature);
  const { trace, assets, ...facts } = result;
  const record = { ...identity(episode, number), ...facts, ...circumstances(started, worker, setting) };
  return { record, trace, assets, cause, retryable: result.error !== null && !FINAL.has(result.error.code) };
}

/** An attempt of which nothing came back. @param atMs milliseconds since the epoch */
export function lostAttempt(episode: EpisodeSpec, number: number, cause: HarnessError, atMs: number): Attempted {
  const { trace, assets, ...facts } = broken(cause);
  const nowhere = { startedAt: new Date(atMs).toISOString(), wallTimeSec: 0, worker: 0 };
  return { record: { ...identity(episode, number), ...facts, ...nowhere }, trace, assets, cause, retryable: true };
}

/** Errors that the same scene will meet again. */
const FINAL: ReadonlySet<string> = new Set(['E_SCENE', 'E_ASSET', 'E_OBSERVE', 'E_VISUALS', 'E_REPLAY', 'E_BUG']);

async function resultOf(episode: EpisodeSpec, worker: Worker, setting: AttemptSetting) {
  const { episodeMs = RUN_DEADLINES.episodeMs } = setting;
  let partial = EMPTY_TRACE;
  try {
    const broke = (trace: Trace): void => {
      partial = trace;
    };
    const result = await within(ran(episode, await worker.ready(), setting, broke), episodeMs, null);
    if (result) return { result, cause: null };
    throw new HarnessError('E_TIMEOUT', `the episode was not over within ${episodeMs / 1000} s (--deadline episode)`);
  } catch (cause) {
    return { result: { ...broken(cause), trace: partial }, cause };
  }
}

function ran(
  episode: EpisodeSpec,
  { simulator, policy }: Awaited<ReturnType<Worker['ready']>>,
  setting: AttemptSetting,
  broke: (trace: Trace) => void,
): Promise<EpisodeResult> {
  const nominal = setting.nominalOf(episode);
  return runEpisode({
    episode,
    policy,
    simulator,
    shapes: setting.shapesOf(episode),
    nominal: nominal && {
      instruction: nominal.instruction,
      signature: () => setting.signatures.of(nominal, simulator, policy),
    },
    look: () => setting.lookOf(simulator),
    inferenceTimeoutMs: setting.inferenceTimeoutMs,
    broke,
    clock: setting.clock,
  });
}

/** Tells the policy how the episode ended. One that cannot hear it is closed: what it did until then stands. */
async function finished(result: EpisodeResult, startedMs: number, worker: Worker, { clock }: AttemptSetting) {
  // Given up on or broken, it may still be at work: its next episode gets another session.
  if (result.error || result.end === 'policy_timeout') return worker.discard();
  if (result.policyCalls === 0) return;
  const { policy } = await worker.ready();
  const { outcome, steps } = result;
  const told = policy.finish?.({ success: outcome === 'success', steps, elapsedSec: (clock() - startedMs) / 1000 });
  if (told && !(await within(told.then(returnTrue, returnFalse), FINISH_TIMEOUT_MS, false))) await worker.discard();
}

const FINISH_TIMEOUT_MS = 10_000;
const returnTrue = (): boolean => true;
const returnFalse = (): boolean => false;

/** An error of ours that is no HarnessError is a bug: kept with its stack, never retried, never scored. */
function broken(cause: unknown): EpisodeResult {
  const error =
    cause instanceof HarnessError
      ? { code: cause.code, message: cause.message, told: cause.told }
      : { code: 'E_BUG', message: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause) };
  return {
    outcome: 'infra_error',
    end: error.code,
    error,
    steps: 0,
    simTimeSec: 0,
    instructionSent: null,
    initialStateHash: null,
    finalStateHash: null,
    evidence: { status: 'not_applied', details: [], signature: null },
    stages: [],
    policyCalls: 0,
    framesRendered: 0,
    inferenceMs: [],
    actionAgeSteps: 0,
    trace: EMPTY_TRACE,
    assets: NO_ASSETS,
  };
}

function identity(episode: EpisodeSpec, attempt: number) {
  const { episodeId, scenarioId, conditionId, replicate, seed, digest, assignments } = episode;
  const factor = assignments.map((each) => each.factor).join('+') || null;
  const level = assignments.map((each) => each.level).join('+') || null;
  return {
    schemaVersion: 1 as const,
    episodeId,
    scenarioId,
    conditionId,
    factor,
    level,
    replicate,
    seed,
    attempt,
    digest,
  };
}

function circumstances(started: { atMs: number; clockMs: number }, worker: Worker, { clock }: AttemptSetting) {
  const wallTimeSec = (clock() - started.clockMs) / 1000;
  return { startedAt: new Date(started.atMs).toISOString(), wallTimeSec, worker: worker.id };
}
