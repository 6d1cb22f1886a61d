import type { Pointing } from '../../grounding/answer.ts';
import { bringsSomewhere, GOAL_WORDS } from '../../grounding/wording.ts';
import { answerText } from '../answer-text.ts';
import { straight } from '../pixels.ts';
import type { Answer, Question, Reasoner, ReasonerNeeds } from '../reasoner.ts';
import { type Candidate, candidatesIn } from './candidates.ts';
import { type Found, find } from './find.ts';
import { type Request, requestOf } from './request.ts';
import { thoughtsOf } from './thoughts.ts';

export const BASELINE_NEEDS: ReasonerNeeds = { depth: true, segmentation: false, privileged: false };

/** Classical vision: what stands on the table, by colour and size, held against the words of the instruction. Knows English. */
export class Baseline implements Reasoner {
  readonly needs = BASELINE_NEEDS;

  async answer(question: Question): Promise<Answer> {
    const instruction = question.instruction.replace(GOAL_WORDS, '');
    const request = requestOf(instruction);
    const candidates = candidatesIn(question.image);
    const named = question.about === 'goal' ? request.goal : request.target;
    const found = named && find(named, candidates, question.image);
    const pointing = found && pointingAt(found, question, instruction, request, candidates);
    const thoughts = thoughtsOf({ kind: question.kind, instruction, named, candidates, found });
    return { prompt: question.instruction, text: answerText(question.kind, thoughts, pointing), usage: null };
  }

  async close(): Promise<void> {}
}

/** A box, or a path: to the thing, from the thing to its place, or from what hangs in the gripper to the place. */
function pointingAt(
  found: Found,
  { kind, about, image }: Question,
  instruction: string,
  { goal }: Request,
  candidates: readonly Candidate[],
): Pointing {
  if (kind === 'affordance') return { kind, box: found.box };
  const gripper = candidates.find(({ floats }) => floats)?.middle ?? [
    found.middle[0],
    Math.max(0, found.middle[1] - 0.3),
  ];
  const place = about === 'target' && goal && bringsSomewhere(instruction) ? find(goal, candidates, image) : null;
  return { kind, trajectory: place ? straight(found.middle, place.middle) : straight(gripper, found.middle) };
}
