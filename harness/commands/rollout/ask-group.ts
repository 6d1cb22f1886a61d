import type { Answer, Question, Reasoner } from '../../../agents/reasoners/reasoner.ts';
import type { ReasonerSource } from '../../../agents/reasoners/source.ts';

/** Far more questions than an episode asks: a sample's seed is that of no question of the episode but the first. */
const APART = 1000;

/**
 * Each sample has a seed of its own where the reasoner sends one. A server that takes one question at a time is asked so:
 * those that wait would use up their time.
 */
export async function askGroup(
  reasoner: Reasoner,
  { batches }: Pick<ReasonerSource, 'batches'>,
  question: Question,
  size: number,
): Promise<Answer[]> {
  const privileged = reasoner.needs.privileged ? question.privileged : null;
  const asked = Array.from({ length: size }, (_, sample) => ({ ...question, privileged, index: sample * APART }));
  if (batches) return Promise.all(asked.map((each) => reasoner.answer(each)));
  const answers: Answer[] = [];
  for (const each of asked) answers.push(await reasoner.answer(each));
  return answers;
}
