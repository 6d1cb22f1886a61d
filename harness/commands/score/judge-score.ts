import PQueue from 'p-queue';
import { type Judge, openJudge } from '../../../agents/judge/judge.ts';
import { JUDGE_PROMPT } from '../../../agents/judge/prompt.ts';
import type { Reasoned } from '../../../agents/judge/reasoned.ts';
import type { Verdict } from '../../../agents/judge/verdict.ts';
import { mean } from '../../../reports/statistics/index.ts';

/** What a judge said of the thoughts: fractions of all of them, null without any. */
export interface JudgeScore extends Readonly<Record<keyof Verdict, number | null>> {
  readonly model: string;
  /** Thoughts that it was asked about. */
  readonly n: number;
  /** Those for which its reply was no verdict; they count as no. */
  readonly unreadable: number;
  readonly prompt: typeof JUDGE_PROMPT;
}

/** Questions under way at once. */
const AT_ONCE = 8;

/**
 * Rejects with the first trouble of the judge's server: part of a score would be taken for all of it.
 * @param address null for no judge, and no score
 */
export async function judgeScore(
  address: string | null,
  reasoned: readonly (Reasoned | null)[],
): Promise<JudgeScore | null> {
  if (address === null) return null;
  const judge = await openJudge(address);
  try {
    const thoughts = reasoned.filter((each) => each !== null);
    return scoreOf(judge.model, await verdictsOf(judge, thoughts));
  } finally {
    judge.close();
  }
}

async function verdictsOf(judge: Judge, reasoned: readonly Reasoned[]): Promise<(Verdict | null)[]> {
  const queue = new PQueue({ concurrency: AT_ONCE });
  try {
    return await queue.addAll(reasoned.map((each) => () => judge.verdict(each)));
  } finally {
    queue.clear();
  }
}

function scoreOf(model: string, verdicts: readonly (Verdict | null)[]): JudgeScore {
  const unreadable = verdicts.filter((verdict) => verdict === null).length;
  const yes = (name: keyof Verdict) => mean(verdicts.map((verdict) => (verdict?.[name] ? 1 : 0)));
  const fractions = {
    taskUnderstood: yes('taskUnderstood'),
    objectNamed: yes('objectNamed'),
    answerFollows: yes('answerFollows'),
  };
  return { model, n: verdicts.length, unreadable, ...fractions, prompt: JUDGE_PROMPT };
}
