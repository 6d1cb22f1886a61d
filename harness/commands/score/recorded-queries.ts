import type { ParsedAnswer, Pointing } from '../../../agents/grounding/answer.ts';
import { judged, type ScoredRow } from '../../../agents/grounding/score/row.ts';
import { type QueryTruth, TruthOfEpisode } from '../../../agents/grounding/truth/query-truth.ts';
import { toolPathOf } from '../../../agents/grounding/truth/tool-path.ts';
import type { PolicyCall } from '../../episode/trace.ts';
import { playbackOf } from '../../replay/playback.ts';
import { recordedAssets, recordedTrace } from '../../replay/recorded.ts';
import { findEpisode, type RecordedEpisode, type RecordedRun } from '../../run/find-run.ts';
import type { EpisodeSpec, Outcome, PolicyQuery, Vec3 } from '../../types.ts';

/** One question of one episode. */
export interface ScoredQuery extends Pick<QueryTruth, 'maskPx' | 'occlusion' | 'reference'> {
  readonly episodeId: string;
  readonly step: number;
  readonly about: 'target' | 'goal';
  readonly outcome: Outcome;
  /** It said that nothing of the kind is there. */
  readonly saidAbsent: boolean;
  /** The right answer; null where there was nothing to point at. */
  readonly truth: Pointing | null;
  /** Null without a truth. */
  readonly scored: ScoredRow | null;
}

/** Every question of the attempt that counts; none for an episode that was never asked, or took no step. */
export async function scoredQueries(found: RecordedEpisode, oracle: RecordedRun | null): Promise<ScoredQuery[]> {
  if (!found.attempts.some(({ initialStateHash, steps }) => initialStateHash !== null && steps > 0)) return [];
  const { record, trace } = await recordedTrace(found);
  const asked = trace.calls.filter((call): call is Asked => call.query !== null);
  if (asked.length === 0) return [];
  const playback = playbackOf(found.episode, trace, await recordedAssets(found, trace));
  const truths = new TruthOfEpisode(playback, found.episode.intent, oracle && (await toolPath(oracle, found.episode)));
  return asked.map((call) => {
    const { query } = call;
    const step = pictureStep(call, asked);
    const { pointing, ...facts } = truths.of({ ...query, step });
    const id = `${record.episodeId}@${call.step}`;
    const about = query.about ?? 'target';
    const scored = pointing && judged(id, query.answer, understood(query), pointing);
    return {
      episodeId: record.episodeId,
      step,
      about,
      outcome: record.outcome,
      saidAbsent: query.absent, truth: pointing, scored,
      ...facts,
    };
  });
}

type Asked = PolicyCall & { readonly query: PolicyQuery };

/** A policy that looks once asks again about the picture it has: the same hash is the same moment. */
function pictureStep(call: Asked, asked: readonly Asked[]): number {
  return asked.find(({ query }) => query.imageHash === call.query.imageHash)!.step;
}

function understood({ box, trajectory, absent, wellFormed, problem }: PolicyQuery): ParsedAnswer {
  return { thought: null, pointing: pointingOf(box, trajectory), absent, wellFormed, problem };
}

function pointingOf(box: PolicyQuery['box'], trajectory: PolicyQuery['trajectory']): Pointing | null {
  if (box) return { kind: 'affordance', box };
  return trajectory ? { kind: 'trajectory', trajectory } : null;
}

/** Of the oracle's success on the very same episode. */
async function toolPath(oracle: RecordedRun, { digest }: EpisodeSpec): Promise<readonly Vec3[] | null> {
  const twin = oracle.episodes.find((each) => each.digest === digest);
  const found = twin && findEpisode(oracle, twin.episodeId);
  if (found?.attempts.at(-1)?.outcome !== 'success') return null;
  return toolPathOf((await recordedTrace(found)).trace);
}
