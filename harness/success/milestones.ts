import { distance } from '../geometry/vector.ts';
import type { EpisodeSpec, Milestone, Vec3, WorldState } from '../types.ts';
import { overZone, touching } from './conditions.ts';

/** The tool comes this near to the middle of the target's underside, or touches it. */
const REACHED_M = 0.1;
/** A touch that lasts this many control steps is a grasp. */
const GRASP_STEPS = 3;
const LIFTED_M = 0.02;
/** Sideways, from the middle of the goal. */
const TRANSPORTED_M = 0.1;

type States = readonly WorldState[];
type Task = Pick<EpisodeSpec, 'scene' | 'intent'>;

/**
 * How far an episode came, told from the ground truth alone, whatever the policy says of itself: `reached`, `grasped`,
 * `lifted`, `transported`, `placed` and `released`, each after the one before; and `wrong_object` where the robot lifted
 * something else first or only. `step` counts the control steps done. Nothing for a state that nobody asked to change.
 */
export function milestonesOf(task: Task, initial: WorldState, states: States): Milestone[] {
  const { target } = task.intent;
  const wrong = wrongObject(task, initial, states);
  const found = target === null ? [] : inOrder(stagesOf(task, target, initial, states), states);
  return wrong === null ? found : [...found, wrong].sort((a, b) => a.step - b.step);
}

type Stage = readonly [name: Milestone['name'], holds: (state: WorldState, at: number) => boolean];

function stagesOf({ scene, intent }: Task, target: string, initial: WorldState, states: States): Stage[] {
  const { goal } = intent;
  const held = (state: WorldState): boolean => touching(state, target, 'gripper');
  const toTarget: Stage[] = [
    ['reached', (state) => held(state) || distance(state.tcp.position, positionOf(state, target)) <= REACHED_M],
    ['grasped', (_, at) => isGrasped(target, states, at)],
    ['lifted', (state) => held(state) && heightOf(state, target) - heightOf(initial, target) >= LIFTED_M],
  ];
  if (goal === null) return toTarget;
  const zone = scene.zones.find(({ name }) => name === goal);
  const middle = (state: WorldState) => zone?.center ?? positionOf(state, goal);
  const placed = (state: WorldState): boolean =>
    zone
      ? touching(state, target, 'table') && overZone(positionOf(state, target), zone)
      : touching(state, target, goal);
  return [
    ...toTarget,
    ['transported', (state) => held(state) && asideM(positionOf(state, target), middle(state)) <= TRANSPORTED_M],
    ['placed', placed],
    ['released', (state) => placed(state) && !held(state)],
  ];
}

/** Each stage from where the one before began; the first that never comes ends the list. */
function inOrder(stages: readonly Stage[], states: States): Milestone[] {
  const found: Milestone[] = [];
  let from = 0;
  for (const [name, holds] of stages) {
    const at = states.findIndex((state, i) => i >= from && holds(state, i));
    if (at < 0) break;
    found.push({ name, step: at + 1 });
    from = at;
  }
  return found;
}

function wrongObject({ scene, intent }: Task, initial: WorldState, states: States): Milestone | null {
  const others = scene.bodies.filter(({ name, fixed }) => !fixed && name !== intent.target && name !== intent.goal);
  const isLifted = (state: WorldState, name: string): boolean =>
    touching(state, name, 'gripper') && heightOf(state, name) - heightOf(initial, name) >= LIFTED_M;
  const at = states.findIndex((state) => others.some(({ name }) => isLifted(state, name)));
  return at < 0 ? null : { name: 'wrong_object', step: at + 1 };
}

const isGrasped = (target: string, states: States, at: number): boolean =>
  at + GRASP_STEPS <= states.length &&
  states.slice(at, at + GRASP_STEPS).every((state) => touching(state, target, 'gripper'));

const NOWHERE: Vec3 = [Number.NaN, Number.NaN, Number.NaN];
const positionOf = (state: WorldState, name: string): Vec3 => state.bodies[name]?.position ?? NOWHERE;
const heightOf = (state: WorldState, name: string): number => positionOf(state, name)[2];
const asideM = (a: readonly number[], b: readonly number[]): number => Math.hypot(a[0]! - b[0]!, a[1]! - b[1]!);
