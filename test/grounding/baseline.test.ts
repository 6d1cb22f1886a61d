import t from 'tap';
import { parseAnswer } from '../../agents/grounding/parse/parse.ts';
import { GOAL_WORDS } from '../../agents/grounding/wording.ts';
import { Baseline } from '../../agents/reasoners/baseline/baseline.ts';
import { COLOR_WORDS, wordFor } from '../../agents/reasoners/baseline/colors.ts';
import { requestOf } from '../../agents/reasoners/baseline/request.ts';
import { maskOf } from '../../agents/reasoners/mask.ts';
import type { Question } from '../../agents/reasoners/reasoner.ts';
import { loadLibrary } from '../../harness/library/load.ts';
import { type Block, tablePicture } from '../builders/table-picture.ts';

const RED = [190, 40, 35] as const;
const BLUE = [35, 80, 190] as const;
const GREY = [130, 132, 135] as const;

const RED_CUBE: Block = { at: [0.45, 0.15], sizeM: [0.042, 0.042, 0.042], rgb: RED };
const BLUE_CUBE: Block = { at: [0.5, 0.05], sizeM: [0.042, 0.042, 0.042], rgb: BLUE };
const RED_BRICK: Block = { at: [0.38, 0.02], sizeM: [0.064, 0.032, 0.03], rgb: RED };
const BIN: Block = { at: [0.45, -0.22], sizeM: [0.16, 0.18, 0.065], rgb: GREY };
const image = tablePicture([RED_CUBE, BLUE_CUBE, RED_BRICK, BIN], 480, 360);
const boxes = [0, 1, 2, 3].map((i) => maskOf(image, i)!.box);

async function said(instruction: string, fields: Partial<Question> = {}) {
  const question = { episodeId: 'e', seed: 0, index: 0, kind: 'affordance', about: 'target', step: 0, image } as const;
  const { text } = await new Baseline().answer({ ...question, instruction, privileged: null, ...fields });
  return { text, ...parseAnswer(text, { kind: fields.kind ?? 'affordance', strict: true }) };
}

t.test('finds by colour and by size what the instruction names, and its place', async (t) => {
  const cases: readonly [string, number][] = [
    ['Pick up the red cube.', 0],
    ['Pick up the blue cube.', 1],
    ['Grab the red toy brick and drop it into the grey bin.', 2],
    ['Into the grey bin goes the blue block.', 1],
    ['Put the blue thing in the bin', 1],
  ];
  for (const [instruction, index] of cases) {
    const { pointing } = await said(instruction);
    const found = pointing?.kind === 'affordance' ? pointing.box : null;
    t.ok(Math.abs(found!.x - boxes[index]!.x) < 0.01 && Math.abs(found!.y - boxes[index]!.y) < 0.01, instruction);
  }
  const goal = await said(`${GOAL_WORDS}Put the red cube in the grey bin.`, { about: 'goal' });
  const place = goal.pointing?.kind === 'affordance' ? goal.pointing.box : null;
  t.ok(Math.abs(place!.x - boxes[3]!.x) < 0.01);
});

t.test('thinks in the four steps, and names what it boxes', async (t) => {
  const { thought, wellFormed } = await said('Pick up the red cube.');
  t.ok(wellFormed);
  for (const step of ['Task parsing', 'Scene understanding', 'Region localisation', 'Feasibility check']) {
    t.match(thought, step);
  }
  t.match(thought, /red cube: the best fit is the red, 4 x 4 x 4 cm/);
  const path = await said('Put the red cube in the grey bin.', { kind: 'trajectory' });
  for (const step of ['Object and gripper localisation', 'Scene analysis', 'Trajectory logic'])
    t.match(path.thought, step);
  t.match(path.pointing, { trajectory: { length: 4 } });
});

t.test('says absent of what is not there, in another colour, or in words that it does not know', async (t) => {
  for (const instruction of ['Pick up the banana.', 'Pick up the green cube.', 'Nimm den roten Würfel.', '']) {
    const { absent, pointing, text } = await said(instruction);
    t.same([absent, pointing], [true, null], instruction);
    t.match(text, /not present/);
  }
  t.ok((await said('Put the red cube on the green circle.', { about: 'goal' })).absent);
});

t.test('what floats is in the hand, and no candidate', async (t) => {
  const held = { ...RED_CUBE, aboveM: 0.15 };
  const { absent } = await said('Pick up the red cube.', { image: tablePicture([held, BIN], 320, 240) });
  t.ok(absent);
});

t.test('reads colours and things out of sentences', async (t) => {
  const cases: readonly [string, string | null, string | null][] = [
    ['Put the blue coffee mug in the grey storage bin.', 'blue coffee mug', 'grey storage bin'],
    [
      'The only thing that still has to be put away is the blue mug: let it go once it is in the bin.',
      'blue mug',
      'bin',
    ],
    ['Pick up the orange.', 'orange', null],
    ['Pick up the orange medicine bottle.', 'orange medicine bottle', null],
    ['Move the yellow toy brick onto the green circle.', 'yellow toy brick', 'green circle'],
    ['Pick up the cup without a handle.', 'cup without a handle', null],
    ['Put the mug and the red ball in the white bowl.', 'mug', 'white bowl'],
    ['Leg die blaue Tasse in die graue Kiste.', null, null],
  ];
  for (const [instruction, target, goal] of cases) {
    const request = requestOf(instruction);
    t.same([request.target?.phrase ?? null, request.goal?.phrase ?? null], [target, goal], instruction);
  }
});

t.test('knows the colour words of the library, lit and in half shadow', async (t) => {
  const { colors } = loadLibrary();
  for (const word of COLOR_WORDS) {
    const [r, g, b] = colors[word]!.map((channel) => channel * 255) as [number, number, number];
    t.equal(wordFor(r, g, b), word, word);
  }
});
