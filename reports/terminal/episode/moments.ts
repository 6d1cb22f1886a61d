import type { WorldState } from '../../../harness/types.ts';
import type { Cast } from './view.ts';

/** Something that happened; step 0 is the state after reset. */
export interface Moment {
  readonly step: number;
  readonly what: string;
}

/** From one step to another, both included; `to` is null when it lasts to the end. */
interface Spell {
  readonly from: number;
  readonly to: number | null;
}

type States = readonly WorldState[];

/** A contact that is gone for fewer steps than this only flickered. */
const FLICKER_STEPS = 3;
const LIFTED_M = 0.1;
const FALLEN_M = -0.05;

/**
 * What can be told from the ground truth alone, in order of time.
 *
 * @param states index is the step: the initial state first.
 */
export function moments(states: States, { target, goal }: Cast): Moment[] {
  const contacts = target === null ? [] : targetContacts(states, target, goal);
  const heights = target === null ? [] : targetHeights(states, target);
  const all = [...contacts, ...heights, ...collisions(states, [target, goal])];
  return all.sort((a, b) => a.step - b.step);
}

function targetContacts(states: States, target: string, goal: string | null): Moment[] {
  const touching = (other: string) => spells(states, (state) => inContact(state, target, other));
  const grasped = told(touching('gripper'), `gripper touches ${target}`, `gripper lets go of ${target}`);
  const onTable = told(touching('table'), `${target} on the table`, `${target} leaves the table`);
  if (goal === null) return [...grasped, ...onTable];
  const atGoal = told(touching(goal), `${target} touches ${goal}`, `${target} leaves ${goal}`);
  const alone = spells(states, (state) => only(state, target, goal)).map(({ from }) => ({
    step: from,
    what: `${target} held by ${goal} alone`,
  }));
  return [...grasped, ...onTable, ...atGoal, ...alone];
}

function targetHeights(states: States, target: string): Moment[] {
  const height = (state: WorldState | undefined): number => state?.bodies[target]?.position[2] ?? 0;
  const start = height(states[0]);
  const lifted = states.findIndex((state) => height(state) - start >= LIFTED_M);
  const fallen = states.findIndex((state) => height(state) < FALLEN_M);
  return [
    ...(lifted >= 0 ? [{ step: lifted, what: `${target} lifted 10 cm` }] : []),
    ...(fallen >= 0 ? [{ step: fallen, what: `${target} falls off the table` }] : []),
  ];
}

/** The robot against things that it is not asked to touch. */
function collisions(states: States, wanted: readonly (string | null)[]): Moment[] {
  const pairs = new Map<string, readonly [part: string, other: string]>();
  for (const [a, b] of states.flatMap(({ contacts }) => contacts)) {
    for (const [part, other] of [[a, b] as const, [b, a] as const]) {
      if (part === 'arm' || (part === 'gripper' && !wanted.includes(other)))
        pairs.set(`${part} ${other}`, [part, other]);
    }
  }
  return [...pairs.values()]
    .filter(([, other]) => !['arm', 'gripper', 'floor'].includes(other))
    .flatMap(([part, other]) =>
      spells(states, (state) => inContact(state, part, other)).map(({ from }) => ({
        step: from,
        what: `${part} hits ${other}`,
      })),
    );
}

/** Beginnings and ends in words; what is so from the start is no event. */
function told(all: readonly Spell[], begins: string, ends: string): Moment[] {
  return all.flatMap(({ from, to }) => [
    ...(from === 0 ? [] : [{ step: from, what: begins }]),
    ...(to === null ? [] : [{ step: to + 1, what: ends }]),
  ]);
}

function spells(states: States, holds: (state: WorldState) => boolean): Spell[] {
  const found: { from: number; to: number }[] = [];
  states.forEach((state, step) => {
    if (!holds(state)) return;
    const last = found.at(-1);
    if (last && step - last.to <= FLICKER_STEPS) last.to = step;
    else found.push({ from: step, to: step });
  });
  const end = states.length - 1;
  return found.map(({ from, to }) => ({ from, to: end - to < FLICKER_STEPS ? null : to }));
}

const inContact = ({ contacts }: WorldState, a: string, b: string): boolean =>
  contacts.some(([one, other]) => (one === a && other === b) || (one === b && other === a));

function only({ contacts }: WorldState, target: string, goal: string): boolean {
  const touching = contacts.filter((pair) => pair.includes(target)).flat();
  return touching.includes(goal) && touching.every((name) => name === target || name === goal);
}
