/** How the tool should move: a path that is free in the world, as the picture shows it, and the four steps that lead to it. */
import { toWorld } from '../../harness/geometry/vector.ts';
import type { Stream } from '../../harness/plan/random.ts';
import type { Vec3 } from '../../harness/types.ts';
import type { Waypoint } from '../grounding/answer.ts';
import type { Thoughts } from '../reasoners/answer-text.ts';
import { type Subject, subjectIn } from './affordance.ts';
import { oneOf } from './draw.ts';
import { type Goal, goalIn, hasRoomFor } from './goal.ts';
import { carryPath, passedOver, reachPath, type ToolPath } from './path.ts';
import { mention } from './refer.ts';
import type { Sample, Studied } from './sample.ts';
import { hiddenBy, listed, meant, placed } from './scenery.ts';
import { awayM, onImage, type Sight } from './sight.ts';
import { phraseOf, type Thing } from './things.ts';
import { capitalised, centimetres, enumerated, filled, place, withArticle } from './wording.ts';

const CARRIES = 0.7;

const REACHES = [
  'Reach for {it}.',
  'Move the gripper to {it}.',
  'Pick up {it}.',
  'Go to {it} and grasp it.',
  'Bring the gripper down to {it}.',
  'Guide the end-effector to {it}.',
] as const;

const PUTS = [
  'Put {it} {on} {there}.',
  'Place {it} {on} {there}.',
  'Move {it} {onto} {there}.',
  'Take {it} and set it down {on} {there}.',
  'Could you put {it} {on} {there}, please?',
  '{It} belongs {on} {there}; bring it over.',
  'Pick up {it} and drop it {on} {there}.',
] as const;

/** What is asked for and how the tool gets there. */
interface Journey {
  readonly subject: Subject;
  /** Null where the journey ends at the thing. */
  readonly goal: Goal | null;
  readonly path: ToolPath;
  readonly waypoints: readonly Waypoint[];
}

/** @param avoid the thing that the other question about this picture is about */
export function trajectorySample(studied: Studied, sight: Sight, avoid: string | null, draws: Stream): Sample | null {
  const goal = draws.unit() < CARRIES ? goalIn(studied, sight) : null;
  const subject = subjectFor(studied, sight, goal, avoid, draws);
  const journey = subject && (goal ? carried(subject, goal, studied, sight) : reached(subject, studied, sight));
  if (!journey) return null;
  const { seen, reference } = journey.subject;
  const words = {
    it: reference.text,
    It: capitalised(reference.text),
    on: goal?.preposition ?? '',
    onto: `${goal?.preposition}to`,
    there: goal?.text ?? '',
  };
  return {
    kind: 'trajectory',
    about: seen.thing.name,
    goal: goal?.seen.thing.name ?? null,
    hiddenFraction: journey.subject.hiding.fraction,
    instruction: filled(oneOf(goal ? PUTS : REACHES, draws), words),
    thoughts: thoughtsFor(journey, studied, sight, draws),
    pointing: { kind: 'trajectory', trajectory: journey.waypoints },
  };
}

function subjectFor(
  studied: Studied,
  sight: Sight,
  goal: Goal | null,
  avoid: string | null,
  draws: Stream,
): Subject | null {
  const fits = (thing: Thing) => !goal || hasRoomFor(thing, goal);
  return (
    subjectIn(studied, sight, draws, (thing) => thing.name !== avoid && fits(thing)) ??
    subjectIn(studied, sight, draws, fits)
  );
}

function reached(subject: Subject, { things, tool }: Studied, { image }: Sight): Journey | null {
  const path = reachPath(tool, graspOf(subject), obstaclesBut(things, [subject.seen.thing]));
  return path && journey(subject, null, path, image);
}

function carried(subject: Subject, goal: Goal, { things }: Studied, { image }: Sight): Journey | null {
  const { thing } = subject.seen;
  const { model, scale } = thing.body!;
  const belowM = model.grasp!.heightM * scale;
  const load = { radiusM: Math.max(thing.radiusM, 0.06), belowM };
  const [x, y] = goal.seen.thing.at;
  const release: Vec3 = [x, y, Math.max(goal.floorM + belowM + 0.01, goal.rimM + 0.02)];
  const path = carryPath(graspOf(subject), release, load, obstaclesBut(things, [thing]));
  return path && journey(subject, goal, path, image);
}

/** Null where a part of the path is outside the picture. */
function journey(subject: Subject, goal: Goal | null, path: ToolPath, image: Sight['image']): Journey | null {
  const waypoints = path.flatMap((point) => {
    const waypoint = onImage(image, point);
    return waypoint ? [waypoint] : [];
  });
  return waypoints.length === path.length ? { subject, goal, path, waypoints } : null;
}

function graspOf({ seen }: Subject): Vec3 {
  const { model, pose, scale } = seen.thing.body!;
  const { offsetM, heightM } = model.grasp!;
  return toWorld(pose, [offsetM[0] * scale, offsetM[1] * scale, heightM * scale]);
}

const obstaclesBut = (things: readonly Thing[], left: readonly Thing[]): Thing[] =>
  things.filter((thing) => thing.body && !left.includes(thing));

function thoughtsFor(trip: Journey, { things, tool }: Studied, sight: Sight, draws: Stream): Thoughts {
  const { subject, goal } = trip;
  const { seen, reference, hiding } = subject;
  const start = onImage(sight.image, tool);
  const where = `${capitalised(reference.text)} is at ${place([seen.box.x, seen.box.y])}${goal ? `, ${goal.text} at ${place([goal.seen.box.x, goal.seen.box.y])}` : ''}`;
  const gripper = start ? `; the gripper is at ${place(start)}` : '; the gripper is outside the image';
  return [
    `${taskOf(reference.text, goal, draws)} ${meant(reference, seen, draws)}`,
    `${where}${gripper}.${hiddenBy(hiding, sight, things)}`,
    `${listed(sight, draws)}${placed(reference.text, seen, sight, things, draws)} ${inTheWay(trip, things, sight)}`,
    logicOf(trip, sight, draws),
  ];
}

function taskOf(it: string, goal: Goal | null, draws: Stream): string {
  const forms = goal
    ? [
        `${capitalised(it)} has to be moved ${goal.preposition}to ${goal.text}.`,
        `The task is to carry ${it} to ${goal.text} and let it go there.`,
        `This is a pick and place: ${it} goes ${goal.preposition}to ${goal.text}.`,
      ]
    : [
        `The gripper has to get to ${it}.`,
        `The task is to bring the end-effector to ${it}, ready to grasp it.`,
        `The target of the motion is ${it}.`,
      ];
  return oneOf(forms, draws);
}

function inTheWay({ path, subject, goal }: Journey, things: readonly Thing[], sight: Sight): string {
  const others = things.filter((thing) => thing.body && thing !== subject.seen.thing && thing !== goal?.seen.thing);
  const crossed = passedOver(path[0], path[3], others);
  if (crossed.length === 0) return 'Nothing stands on the straight line between start and end.';
  const names = crossed.map((thing) => {
    const seen = sight.seen.find((each) => each.thing === thing);
    return (seen && mention(seen, sight, things)) ?? withArticle(phraseOf(thing));
  });
  const verb = crossed.length === 1 ? 'stands' : 'stand';
  return `${capitalised(enumerated(names))} ${verb} on the straight line between start and end, so the way leads over ${crossed.length === 1 ? 'it' : 'them'}.`;
}

function logicOf({ path, waypoints, goal, subject }: Journey, sight: Sight, draws: Stream): string {
  const points = waypoints.map(place);
  const height = centimetres(path[2][2]);
  const there = directionOf(waypoints, path, sight);
  if (goal) {
    return oneOf(
      [
        `Grasp at ${points[0]}, lift straight up to ${points[1]}, carry ${there} at ${height} above the table to ${points[2]}, and lower to ${points[3]}, where it is let go.`,
        `First up from ${points[0]} to ${points[1]}, clear of everything at ${height}; then ${there} to ${points[2]}; at last down to ${points[3]} over the middle of ${goal.text}.`,
      ],
      draws,
    );
  }
  const it = `the ${phraseOf(subject.seen.thing)}`;
  return oneOf(
    [
      `From ${points[0]} the tool moves ${there} by way of ${points[1]} to ${points[2]}, ${height} above the table, and then straight down to the grasp at ${points[3]}.`,
      `Start at ${points[0]}, go ${there} through ${points[1]} until the tool is over ${it} at ${points[2]}, then descend to ${points[3]}.`,
    ],
    draws,
  );
}

const PLAINLY = 0.04;
const PLAINLY_M = 0.04;

/** Over the table, as the picture shows it. */
function directionOf(waypoints: readonly Waypoint[], path: ToolPath, { image, fromAbove }: Sight): string {
  const [from, to] = [waypoints.at(0)!, waypoints.at(-2)!];
  const across = Math.abs(to[0] - from[0]) < PLAINLY ? '' : to[0] < from[0] ? 'to the left' : 'to the right';
  const deeperM = awayM(image, flat(path[2])) - awayM(image, flat(path[0]));
  const depth =
    fromAbove || Math.abs(deeperM) < PLAINLY_M ? '' : deeperM > 0 ? 'away from the camera' : 'towards the camera';
  return [across, depth].filter((word) => word !== '').join(' and ') || 'across';
}

const flat = ([x, y]: Vec3): readonly [number, number] => [x, y];
