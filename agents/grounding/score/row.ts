import type { ParsedAnswer, Pointing } from '../answer.ts';
import {
  type AffordanceMetrics,
  affordanceMetrics,
  type TrajectoryMetrics,
  trajectoryMetrics,
} from '../metrics/open-loop.ts';
import { type ParseOptions, parseAnswer } from '../parse/parse.ts';
import { checksOf, type ReasoningChecks } from '../reasoning/checks.ts';
import { paperReward } from '../rewards/paper.ts';
import { releasedReward } from '../rewards/released.ts';

interface Judged extends Pick<ParsedAnswer, 'wellFormed' | 'absent' | 'problem'> {
  readonly id: string | number;
  /** As the released code trains with: `releasedReward`. */
  readonly reward: number;
  /** As the paper describes it: `paperReward`. */
  readonly paperReward: number;
  /** Null without a thought. */
  readonly reasoning: ReasoningChecks | null;
}

/** One answer held against its truth. */
export type ScoredRow =
  | ({ readonly kind: 'affordance' } & Judged & AffordanceMetrics)
  | ({ readonly kind: 'trajectory' } & Judged & TrajectoryMetrics);

export type ScoredAffordance = Extract<ScoredRow, { kind: 'affordance' }>;
export type ScoredTrajectory = Extract<ScoredRow, { kind: 'trajectory' }>;

/** @param text null where there is no answer: it counts like one that nobody understands */
export function scoredRow(
  id: string | number,
  text: string | null,
  truth: Pointing,
  how: Omit<ParseOptions, 'kind'>,
): ScoredRow {
  const answer = parseAnswer(text ?? '', { ...how, kind: truth.kind });
  const row = judged(id, text ?? '', answer, truth);
  return text === null ? { ...row, problem: NO_ANSWER } : row;
}

const NO_ANSWER = 'no answer to this question';

/** An answer that was understood before, with its text. */
export function judged(id: string | number, text: string, answer: ParsedAnswer, truth: Pointing): ScoredRow {
  const { wellFormed, absent, problem, pointing } = answer;
  const earned = { reward: releasedReward(text, truth).total, paperReward: paperReward(answer, truth).total };
  const all = { id, ...earned, wellFormed, absent, problem, reasoning: checksOf(answer.thought, truth.kind) };
  return truth.kind === 'affordance'
    ? { kind: truth.kind, ...all, ...affordanceMetrics(pointing, truth.box) }
    : { kind: truth.kind, ...all, ...trajectoryMetrics(pointing, truth.trajectory) };
}
