/** What can be told of a thought without a model that judges it. */
import type { PointingKind } from '../answer.ts';
import { type Language, languageOf } from './language.ts';

export interface ReasoningChecks {
  /** Of the steps that VLA-CoT-13K has for this kind of question, those whose names the thought does not have. */
  readonly missingSteps: readonly string[];
  readonly words: number;
  /** Null where it cannot be told. */
  readonly language: Language | null;
}

interface Step {
  readonly name: string;
  readonly pattern: RegExp;
}

const step = (name: string, pattern: RegExp): Step => ({ name, pattern });

/** The four steps of either kind (arXiv 2510.01623), in British or American spelling and with `&` or `and`. */
const STEPS: Readonly<Record<PointingKind, readonly Step[]>> = {
  affordance: [
    step('task parsing', /task parsing/i),
    step('scene understanding', /scene understanding/i),
    step('region localisation', /region locali[sz]ation/i),
    step('feasibility check', /feasibility check/i),
  ],
  trajectory: [
    step('task parsing', /task parsing/i),
    step('object and gripper localisation', /object (?:and|&) gripper locali[sz]ation/i),
    step('scene analysis', /scene analysis/i),
    step('trajectory logic', /trajectory logic/i),
  ],
};

/** @returns null for an answer without a thought */
export function checksOf(thought: string | null, kind: PointingKind): ReasoningChecks | null {
  if (thought === null) return null;
  const missing = STEPS[kind].filter(({ pattern }) => !pattern.test(thought));
  return {
    missingSteps: missing.map(({ name }) => name),
    words: thought.match(/[\p{L}\p{N}]+/gu)?.length ?? 0,
    language: languageOf(thought),
  };
}
