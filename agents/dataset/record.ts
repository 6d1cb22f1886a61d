/** What is written down of a scene, and what of a sample: one line each, and the form that trainers read. */
import type { Box, Pointing, Waypoint } from '../grounding/answer.ts';
import { answerText } from '../reasoners/answer-text.ts';
import { releasedPrompt } from '../reasoners/prompt.ts';
import type { Sample } from './sample.ts';
import type { PlannedScene } from './scenes.ts';
import type { Sight } from './sight.ts';
import type { Split } from './split.ts';
import { phraseOf, type Thing } from './things.ts';

/** One line of `scenes.jsonl`: a scene with all that was made of it. */
export interface SceneRecord {
  readonly scene: number;
  readonly seed: number;
  /** Draws before this one that did not do. */
  readonly attempt: number;
  /** `clutter`, or the scenario. */
  readonly source: string;
  readonly split: Split;
  readonly heldOut: readonly string[];
  readonly things: readonly ThingRecord[];
  readonly samples: readonly SampleRecord[];
}

export interface ThingRecord {
  readonly name: string;
  readonly phrase: string;
  /** Null for paint on the table. */
  readonly model: string | null;
  readonly color: string;
  /** Middle of its footprint, metres. */
  readonly at: readonly [x: number, y: number];
}

export interface SampleRecord {
  readonly id: string;
  readonly image: string;
  readonly view: string;
  readonly kind: Sample['kind'];
  readonly about: string;
  readonly goal: string | null;
  readonly hiddenFraction: number;
  readonly instruction: string;
  readonly answer: string;
  readonly truth: Truth;
}

/** As `harness score --truth` reads it. */
export type Truth = { readonly box: Box } | { readonly trajectory: readonly Waypoint[] };

/** As the released data has it. */
export interface ShareGptEntry {
  readonly id: string;
  readonly image: string;
  readonly conversations: readonly [
    { readonly from: 'human'; readonly value: string },
    { readonly from: 'gpt'; readonly value: string },
  ];
}

export const thingRecord = (thing: Thing): ThingRecord => ({
  name: thing.name,
  phrase: phraseOf(thing),
  model: thing.body?.model.name ?? null,
  color: thing.color,
  at: [rounded(thing.at[0]), rounded(thing.at[1])],
});

export function sampleRecord({ index }: PlannedScene, { view }: Sight, sample: Sample): SampleRecord {
  const { kind, about, goal, hiddenFraction, instruction, thoughts, pointing } = sample;
  const name = sceneName(index);
  return {
    id: `${name}-${view}-${kind}`,
    image: imageOf(index, view),
    view,
    kind,
    about,
    goal,
    hiddenFraction: rounded(hiddenFraction),
    instruction,
    answer: answerText(kind, thoughts, pointing),
    truth: truthOf(pointing),
  };
}

/** With forward slashes on every system, relative to the folder of the set. */
export const imageOf = (index: number, view: string): string => `images/${sceneName(index)}-${view}.jpg`;

const sceneName = (index: number): string => `scene-${String(index).padStart(6, '0')}`;

/** To the same digits as in the answer. */
function truthOf(pointing: Pointing): Truth {
  if (pointing.kind === 'trajectory') {
    return { trajectory: pointing.trajectory.map(([x, y]): Waypoint => [rounded(x), rounded(y)]) };
  }
  const { x, y, width, height } = pointing.box;
  return { box: { x: rounded(x), y: rounded(y), width: rounded(width), height: rounded(height) } };
}

const rounded = (value: number): number => Number(value.toFixed(4));

export const shareGpt = ({ id, image, kind, instruction, answer }: SampleRecord): ShareGptEntry => ({
  id,
  image,
  conversations: [
    { from: 'human', value: releasedPrompt(kind, instruction) },
    { from: 'gpt', value: answer },
  ],
});
