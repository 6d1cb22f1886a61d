/** The words that VLA-R1 was trained and released with. The only place that holds them. */
import type { PointingKind } from '../grounding/answer.ts';

/** What follows the instruction, to the letter (GigaAI-research/VLA-R1, scripts/inference.py); each begins with a space. */
export const RELEASED_SUFFIX: Readonly<Record<PointingKind, string>> = {
  affordance:
    ' Please output the 2D affordance region define by bounding box of the object in the format <output>{"x": value, "y": value, "width": value, "height": value}</output>.',
  trajectory:
    ' Please output the optimal trajectory of the end-effector to the target object in the format <output>[[x1, y1], [x2, y2], ...]</output>.',
};

/** The released prompt. Its last line is those seven characters as text: the picture itself travels beside it. */
export function releasedPrompt(kind: PointingKind, instruction: string): string {
  return `${instruction}${RELEASED_SUFFIX[kind]}\n<image>`;
}
