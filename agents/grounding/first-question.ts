/** What a grounded policy would ask first, and the right answer to it. */
import type { Observation, PolicyContext } from '../../harness/types.ts';
import { OracleGrounding } from '../reasoners/oracle-grounding.ts';
import type { Answer, Question } from '../reasoners/reasoner.ts';
import type { Pointing } from './answer.ts';
import { Errand } from './errand.ts';
import type { Gripper } from './gripper.ts';
import type { GroundingOptions } from './options.ts';
import { parseAnswer } from './parse/parse.ts';

export interface FirstQuestion {
  readonly question: Question;
  /** Null where the right answer is that nothing is there. */
  readonly truth: Pointing | null;
}

/**
 * @param context privileged
 * @param observation the first one, with depth, segmentation and the world state
 */
export async function firstQuestion(
  context: PolicyContext,
  observation: Observation,
  options: GroundingOptions,
  gripper: Gripper,
): Promise<FirstQuestion> {
  const oracle = new Listening();
  await new Errand(context, oracle, { ...options, unit: 'fraction' }, gripper).act(observation);
  if (!oracle.heard) throw new Error('a grounded policy begins with a question');
  const { question, text } = oracle.heard;
  const { pointing } = parseAnswer(text, { kind: question.kind });
  return { question, truth: pointing };
}

/** The oracle, with its question kept. */
class Listening extends OracleGrounding {
  heard: { readonly question: Question; readonly text: string } | null = null;

  override async answer(question: Question): Promise<Answer> {
    const answer = await super.answer(question);
    this.heard = { question, text: answer.text };
    return answer;
  }
}
