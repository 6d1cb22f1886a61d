/** Answers in the words of VLA-R1: four steps of thought, then coordinates as fractions of the image. */
import type { Pointing, PointingKind } from '../grounding/answer.ts';

/** What is thought in each of the four steps of a kind of answer, in their order. */
export type Thoughts = readonly [string, string, string, string];

const STEPS: Readonly<Record<PointingKind, Thoughts>> = {
  affordance: ['Task parsing', 'Scene understanding', 'Region localisation', 'Feasibility check'],
  trajectory: ['Task parsing', 'Object and gripper localisation', 'Scene analysis', 'Trajectory logic'],
};

/** Null points at nothing: what was asked for is not there. */
export function answerText(kind: PointingKind, thoughts: Thoughts, pointing: Pointing | null): string {
  const lines = thoughts.map((thought, i) => `${i + 1}. ${STEPS[kind][i]}: ${thought}`);
  return `<think>\n${lines.join('\n')}\n</think> so, the answer is <output>${coordinates(pointing)}</output>`;
}

function coordinates(pointing: Pointing | null): string {
  if (!pointing) return '{}';
  if (pointing.kind === 'trajectory') return JSON.stringify(pointing.trajectory.map((point) => point.map(rounded)));
  const { x, y, width, height } = pointing.box;
  return JSON.stringify({ x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height) });
}

const rounded = (fraction: number): number => Number(fraction.toFixed(4));
