/** Where to grasp: the box around what shows of a thing, and the four steps that lead to it. */
import { yawOf } from '../../harness/geometry/vector.ts';
import type { Library } from '../../harness/library/library.ts';
import { type Stream, shuffled } from '../../harness/plan/random.ts';
import { withinReach } from '../../harness/plan/reach.ts';
import type { Thoughts } from '../reasoners/answer-text.ts';
import { oneOf } from './draw.ts';
import { mention, type Reference, referenceTo } from './refer.ts';
import type { Sample, Studied } from './sample.ts';
import { hiddenBy, listed, meant, placed } from './scenery.ts';
import { type Hiding, hidingOf, type Seen, type Sight } from './sight.ts';
import { phraseOf, type Thing } from './things.ts';
import { capitalised, centimetres, filled } from './wording.ts';

/** More than this hidden, and nobody should be asked about it. */
const HIDDEN_AT_MOST = 0.5;
const LEAST_PIXELS = 150;

/** A thing that one may ask about, and the words that mean it. */
export interface Subject {
  readonly seen: Seen;
  readonly reference: Reference;
  readonly hiding: Hiding;
}

/** The first of the things, in a drawn order, that can be named, seen well enough and reached. */
export function subjectIn(
  studied: Studied,
  sight: Sight,
  draws: Stream,
  fits: (thing: Thing) => boolean,
): Subject | null {
  const { things, library } = studied;
  const asked = sight.seen.filter(
    ({ thing, atEdge, pixels }) => thing.role === 'thing' && !atEdge && pixels >= LEAST_PIXELS,
  );
  const order = shuffled(asked, draws).toSorted((a, b) => rank(a, studied) - rank(b, studied));
  for (const seen of order) {
    const reference =
      fits(seen.thing) && reachable(seen.thing, library) ? referenceTo(seen, sight, things, draws) : null;
    const hiding = reference && hidingOf(seen, sight, library);
    if (hiding && hiding.fraction <= HIDDEN_AT_MOST) return { seen, reference: reference!, hiding };
  }
  return null;
}

/** In `ood`, what training has not seen comes first. */
const rank = ({ thing }: Seen, { heldOut }: Studied): number =>
  heldOut.includes(thing.body?.model.name ?? '') || heldOut.includes(thing.color) ? 0 : 1;

const reachable = ({ body }: Thing, { robots }: Library): boolean => {
  const { model, scale, pose } = body!;
  return (
    model.grasp !== undefined &&
    withinReach(robots.panda!, model, scale, [pose.position[0], pose.position[1]], yawOf(pose.quaternion))
  );
};

const INSTRUCTIONS = [
  'Pick up {it}.',
  'Grasp {it}.',
  'Take {it}.',
  'Lift {it} off the table.',
  'Grab {it}, please.',
  'Hand me {it}.',
  'I need {it}; take hold of it.',
  'Could you pick up {it}?',
  'Close the gripper on {it}.',
] as const;

/** Null where the picture shows nothing to ask about. */
export function affordanceSample(studied: Studied, sight: Sight, draws: Stream): Sample | null {
  const subject = subjectIn(studied, sight, draws, () => true);
  if (!subject) return null;
  const { seen, reference } = subject;
  const instruction = filled(oneOf(INSTRUCTIONS, draws), { it: reference.text });
  return {
    kind: 'affordance',
    about: seen.thing.name,
    goal: null,
    hiddenFraction: subject.hiding.fraction,
    instruction,
    thoughts: thoughtsFor(subject, studied, sight, draws),
    pointing: { kind: 'affordance', box: seen.box },
  };
}

function thoughtsFor(subject: Subject, { things, library }: Studied, sight: Sight, draws: Stream): Thoughts {
  const { seen, reference, hiding } = subject;
  const it = `the ${phraseOf(seen.thing)}`;
  return [
    `${oneOf(TASKS, draws).replace('{it}', reference.text)} ${meant(reference, seen, draws)}`,
    `${listed(sight, draws)}${placed(reference.by === 'synonym' ? it : reference.text, seen, sight, things, draws)}${hiddenBy(hiding, sight, things)}`,
    regionOf(seen, reference.by === 'place' ? reference.text : it, draws),
    feasibilityOf(seen, sight, things, library, draws),
  ];
}

const TASKS = [
  'The task is to get hold of {it}.',
  'I am asked to grasp {it}.',
  'The robot has to take {it}, so that is the object to find.',
  'What is wanted is a grasp on {it}.',
] as const;

function regionOf({ box }: Seen, it: string, draws: Stream): string {
  const [left, right] = [box.x - box.width / 2, box.x + box.width / 2].map((each) => each.toFixed(2));
  const [top, bottom] = [box.y - box.height / 2, box.y + box.height / 2].map((each) => each.toFixed(2));
  const [x, y, width, height] = [box.x, box.y, box.width, box.height].map((each) => each.toFixed(2));
  return oneOf(
    [
      `The visible part of ${it} reaches from ${left} to ${right} across the image and from ${top} to ${bottom} down it; the box is centred at (${x}, ${y}).`,
      `A box around ${it} has its centre at (${x}, ${y}), a width of ${width} and a height of ${height}.`,
      `${capitalised(it)} sits in the ${areaOf(box)} of the image. Its outline runs from x = ${left} to ${right} and y = ${top} to ${bottom}.`,
    ],
    draws,
  );
}

/** `upper left part`, `middle`. */
function areaOf({ x, y }: { readonly x: number; readonly y: number }): string {
  const [down, across] = [third(y, ['upper', '', 'lower']), third(x, ['left', '', 'right'])];
  const words = [down, across].filter((word) => word !== '');
  return words.length === 0 ? 'middle' : `${words.join(' ')} part`;
}

const third = (value: number, words: readonly [string, string, string]): string =>
  words[value < 1 / 3 ? 0 : value < 2 / 3 ? 1 : 2];

function feasibilityOf(seen: Seen, sight: Sight, things: readonly Thing[], library: Library, draws: Stream): string {
  const { model, scale } = seen.thing.body!;
  const widthM = model.grasp!.widthM * scale;
  const openM = library.robots.panda!.gripperMaxWidthM;
  const fits = oneOf(
    [
      `Between the fingers it measures about ${centimetres(widthM)}, and the gripper opens to ${centimetres(openM)}, so it fits.`,
      `The grasp is about ${centimetres(widthM)} wide, within the ${centimetres(openM)} that the gripper opens.`,
      `At about ${centimetres(widthM)} across it is narrow enough for a gripper that opens ${centimetres(openM)}.`,
    ],
    draws,
  );
  return `${fits} ${roomAround(seen, sight, things)} ${oneOf(REACH, draws)}`;
}

const REACH = [
  'It is within reach of the arm.',
  'The arm reaches it from above.',
  'A grasp from above can reach it.',
] as const;

function roomAround({ thing }: Seen, sight: Sight, things: readonly Thing[]): string {
  const apart = (other: Thing) => Math.hypot(other.at[0] - thing.at[0], other.at[1] - thing.at[1]);
  const bodies = things.filter((other) => other !== thing && other.body);
  const [nearest] = bodies.toSorted((a, b) => apart(a) - apart(b));
  if (!nearest) return 'Nothing else stands on the table.';
  const seen = sight.seen.find((each) => each.thing === nearest);
  const name = (seen && mention(seen, sight, things)) ?? 'another object';
  return `The nearest object, ${name}, is ${centimetres(apart(nearest))} away, centre to centre.`;
}
