import { z } from 'zod';
import type { Pointing } from '../answer.ts';
import { parseAnswer } from '../parse/parse.ts';
import { readTruth } from '../score/truth.ts';
import { groupAdvantages } from './advantage.ts';
import { paperReward } from './paper.ts';
import { releasedReward } from './released.ts';
import type { Reward } from './reward.ts';

export interface RewardItem {
  readonly text: string;
  readonly truth: Pointing;
}

export interface RewardBatch {
  readonly items: readonly RewardItem[];
  /** Answers in a row to the same prompt; null without groups. */
  readonly groupSize: number | null;
}

export interface Rewarded {
  readonly released: Reward;
  readonly paper: Reward;
  /** Of the released total in its group; null without groups. */
  readonly advantage: number | null;
  /** Why the answer points nowhere, in one line. */
  readonly problem: string | null;
}

export type ReadBatch = { readonly batch: RewardBatch } | { readonly problem: string };

const MOST_ITEMS = 4096;
const batchForm = z.object({
  items: z
    .array(z.object({ text: z.string(), truth: z.unknown() }))
    .min(1)
    .max(MOST_ITEMS),
  groupSize: z.int().min(1).optional(),
});

/** `{items: [{text, truth}, ...], groupSize?}`; a truth in any form of `readTruth`. */
export function readBatch(value: unknown): ReadBatch {
  const read = batchForm.safeParse(value);
  if (!read.success) {
    const [{ path, message }] = read.error.issues as [z.core.$ZodIssue];
    return { problem: `${path.join('.') || 'body'}: ${message}` };
  }
  const { items, groupSize = null } = read.data;
  if (groupSize !== null && items.length % groupSize !== 0) {
    return { problem: `groupSize: expected a divisor of ${items.length}, the number of items, got ${groupSize}` };
  }
  const known: RewardItem[] = [];
  for (const [i, { text, truth }] of items.entries()) {
    const right = readTruth(truth);
    if ('problem' in right) return { problem: `items.${i}.truth: ${right.problem}` };
    known.push({ text, truth: right.truth.pointing });
  }
  return { batch: { items: known, groupSize } };
}

/** In the order of the items. */
export function rewardsOf({ items, groupSize }: RewardBatch): Rewarded[] {
  const rewarded = items.map(({ text, truth }) => {
    const answer = parseAnswer(text, { kind: truth.kind });
    return { released: releasedReward(text, truth), paper: paperReward(answer, truth), problem: answer.problem };
  });
  const advantages =
    groupSize === null
      ? null
      : inGroups(
          rewarded.map(({ released }) => released.total),
          groupSize,
        );
  return rewarded.map((each, i) => ({ ...each, advantage: advantages?.[i] ?? null }));
}

function inGroups(totals: readonly number[], size: number): number[] {
  const groups = Array.from({ length: totals.length / size }, (_, i) => totals.slice(i * size, (i + 1) * size));
  return groups.flatMap(groupAdvantages);
}
