import type { Box, ParsedAnswer, Pointing } from '../../../agents/grounding/answer.ts';
import { sectionsOf } from '../../../agents/grounding/parse/sections.ts';
import { type Known, type Named, namedAndBoxed } from '../../../agents/grounding/reasoning/named.ts';
import { judged, type ScoredRow } from '../../../agents/grounding/score/row.ts';
import { type QueryTruth, TruthOfEpisode } from '../../../agents/grounding/truth/query-truth.ts';
import { toolPathOf } from '../../../agents/grounding/truth/tool-path.ts';
import { type Reasoned, reasonedIn } from '../../../agents/judge/reasoned.ts';
import type { PolicyCall } from '../../episode/trace.ts';
import type { Library } from '../../library/library.ts';
import { readTrace } from '../../record/trace-file.ts';
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
  /** What the thought names and what the box is around, by names of the scene; null without a thought or a box. */
  readonly subject: Named | null;
  /** For a judge; null without a thought. */
  readonly reasoned: Reasoned | null;
  /** It said that nothing of the kind is there. */
  readonly saidAbsent: boolean;
  /** The right answer; null where there was nothing to point at. */
  readonly truth: Pointing | null;
  /** Null without a truth. */
  readonly scored: ScoredRow | null;
}

export interface Sources {
  /** For what things are called. */
  readonly library: Library;
  /** Whose tool path is the true trajectory, where it did the same episode. */
  readonly oracle: RecordedRun | null;
}

/** Every question of the last attempt that began, also where the answer ended it before the first step. */
export async function scoredQueries(found: RecordedEpisode, { library, oracle }: Sources): Promise<ScoredQuery[]> {
  const { run, episode, attempts } = found;
  const record = attempts.findLast(({ initialStateHash }) => initialStateHash !== null);
  if (!record) return [];
  const trace = await readTrace(run.folder.traceFile(episode.episodeId, record.attempt));
  const asked = trace.calls.filter((call): call is Asked => call.query !== null);
  if (asked.length === 0) return [];
  const playback = playbackOf(episode, trace, await recordedAssets(found, trace));
  const truths = new TruthOfEpisode(playback, episode.intent, oracle && (await toolPath(oracle, episode)));
  return asked.map((call) => {
    const look = { ...call.query, step: pictureStep(call, asked) };
    const subject = subjectOf(call.query, () => thingsOf(episode, library, truths.boxes(look)));
    const { episodeId, outcome } = record;
    const reasoned = reasonedIn(call.query.prompt, call.query.answer);
    return { episodeId, outcome, subject, reasoned, ...held(`${episodeId}@${call.step}`, look, truths.of(look)) };
  });
}

function held(id: string, look: PolicyQuery & { readonly step: number }, { pointing, ...facts }: QueryTruth) {
  const { step, about = 'target', absent: saidAbsent, answer } = look;
  const scored = pointing && judged(id, answer, understood(look), pointing);
  return { step, about, saidAbsent, truth: pointing, scored, ...facts };
}

function subjectOf({ answer, box }: PolicyQuery, things: () => readonly Known[]): Named | null {
  const { thought } = sectionsOf(answer);
  return thought !== null && box !== null ? namedAndBoxed(thought, box, things()) : null;
}

/** A body goes by the noun of its model and by the model's own name. */
function thingsOf({ scene }: EpisodeSpec, { models }: Library, boxes: ReadonlyMap<string, Box>): Known[] {
  return scene.bodies.map(({ name, model }) => {
    const words = [models[model]?.noun ?? model, model.replaceAll('_', ' ')];
    return { name, words: [...new Set(words)], box: boxes.get(name) ?? null };
  });
}

type Asked = PolicyCall & { readonly query: PolicyQuery };

/** A policy that looks once asks again about the picture it has: the same hash is the same moment. */
function pictureStep(call: Asked, asked: readonly Asked[]): number {
  return asked.find(({ query }) => query.imageHash === call.query.imageHash)!.step;
}

function understood({ answer, box, trajectory, absent, wellFormed, problem }: PolicyQuery): ParsedAnswer {
  const { thought } = sectionsOf(answer);
  return { thought, pointing: pointingOf(box, trajectory), absent, wellFormed, problem };
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
