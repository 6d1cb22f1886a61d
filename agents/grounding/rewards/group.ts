/** Several answers to one prompt as lines that trainers read. */
import type { Answer, Question } from '../../reasoners/reasoner.ts';
import type { Pointing } from '../answer.ts';
import { parsingOf } from '../ask.ts';
import type { GroundingOptions } from '../options.ts';
import { parseAnswer } from '../parse/parse.ts';
import { groupAdvantages } from './advantage.ts';
import { paperReward } from './paper.ts';
import { releasedReward } from './released.ts';
import type { Reward } from './reward.ts';

/** How an answer that was carried out ended. */
export interface RolloutOutcome {
  readonly outcome: 'success' | 'failure' | 'infra_error' | 'invalid';
  readonly end: string;
  readonly steps: number;
}

interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: string;
}

export interface RolloutLine {
  readonly schemaVersion: 1;
  /** Episode whose first question this is; lines with the same one are a group. */
  readonly group: string;
  readonly sample: number;
  readonly prompt: readonly [Message];
  readonly completion: readonly [Message];
  /** One file, relative to the lines' own. */
  readonly images: readonly [string];
  readonly truth: Pointing;
  readonly rewards: { readonly released: Reward; readonly paper: Reward };
  /** Total of the released form. */
  readonly reward: number;
  /** (reward - mean) / standard deviation in the group. */
  readonly advantage: number;
  /** Why the answer points nowhere, in one line. */
  readonly problem: string | null;
  readonly usage: Answer['usage'];
  readonly initialStateHash: string;
  /** Null unless it was carried out. */
  readonly outcome: RolloutOutcome | null;
}

export interface Group {
  readonly question: Question;
  readonly truth: Pointing;
  readonly answers: readonly Answer[];
  readonly outcomes: readonly RolloutOutcome[] | null;
  readonly image: string;
  readonly initialStateHash: string;
}

export function groupLines(group: Group, options: GroundingOptions): RolloutLine[] {
  const { question, truth, answers, outcomes, image, initialStateHash } = group;
  const earned = answers.map(({ text }) => rewardsFor(text, truth, question, options));
  const advantages = groupAdvantages(earned.map(({ released }) => released.total));
  return answers.map(({ prompt, text, usage }, sample) => {
    const { problem, ...rewards } = earned[sample]!;
    return {
      schemaVersion: 1,
      group: question.episodeId,
      sample,
      prompt: [{ role: 'user', content: prompt }],
      completion: [{ role: 'assistant', content: text }],
      images: [image],
      truth,
      rewards,
      reward: rewards.released.total,
      advantage: advantages[sample]!,
      problem,
      usage,
      initialStateHash,
      outcome: outcomes?.[sample] ?? null,
    };
  });
}

function rewardsFor(text: string, truth: Pointing, question: Question, options: GroundingOptions) {
  const parsed = parseAnswer(text, parsingOf(question, options));
  return { released: releasedReward(text, truth), paper: paperReward(parsed, truth), problem: parsed.problem };
}
