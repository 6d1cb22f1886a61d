import { HarnessError } from '../errors.ts';
import { distance, norm, toLocal } from '../geometry/vector.ts';
import { listed } from '../suggest.ts';
import type { BodyState, Declaration, Pose, WorldState, ZoneSpec } from '../types.ts';
import { type BodyShape, centreOf, lowestM, withinCavity } from './shape.ts';

/** What the predicates may look at besides the state of the moment. */
export interface SuccessContext {
  /** After settling, before the first action. */
  readonly initial: WorldState;
  readonly shapes: Readonly<Record<string, BodyShape>>;
  readonly zones: Readonly<Record<string, ZoneSpec>>;
}

export interface Moment {
  readonly state: WorldState;
  readonly declared: Declaration | null;
}

const REST_SPEED_M_PER_SEC = 0.05;
const REST_TURN_RAD_PER_SEC = 0.5;
const ON_TABLE_M = 0.01;
const UNDISTURBED_M = 0.01;
const LIFTED_M = 0.1;

const WORLD: Pose = { position: [0, 0, 0], quaternion: [0, 0, 0, 1] };

function bodyOf(state: WorldState, name: string): BodyState {
  const body = state.bodies[name];
  if (body) return body;
  const valid = listed(Object.keys(state.bodies));
  throw new HarnessError('E_SCENARIO', `success: got body '${name}'; bodies of this world: ${valid}`);
}

function shapeOf(context: SuccessContext, name: string): BodyShape {
  const shape = context.shapes[name];
  if (!shape) throw new Error(`no shape known for body '${name}'`);
  return shape;
}

export function touching(state: WorldState, a: string, b: string): boolean {
  return state.contacts.some(([p, q]) => (p === a && q === b) || (p === b && q === a));
}

/** The centre is over the cavity, and the lowest point is below its rim. */
export function inside(
  context: SuccessContext,
  { state }: Moment,
  [name, receptacle]: readonly [string, string],
): boolean {
  const cavity = shapeOf(context, receptacle).cavity;
  if (!cavity) throw new Error(`body '${receptacle}' has no cavity to be inside of`);
  const [body, frame] = [bodyOf(state, name), bodyOf(state, receptacle)];
  const centre = toLocal(frame, centreOf(body, shapeOf(context, name)));
  if (!withinCavity(centre, cavity) || centre[2] < cavity.floorM) return false;
  return lowestM(body, shapeOf(context, name), frame) < cavity.rimM;
}

/** Touches the support from above, with its centre over the support's footprint. */
export function on(context: SuccessContext, { state }: Moment, [name, support]: readonly [string, string]): boolean {
  if (!touching(state, name, support)) return false;
  if (support === 'table') return true;
  const { sizeM } = shapeOf(context, support);
  const centre = toLocal(bodyOf(state, support), centreOf(bodyOf(state, name), shapeOf(context, name)));
  return Math.abs(centre[0]) <= sizeM[0] / 2 && Math.abs(centre[1]) <= sizeM[1] / 2 && centre[2] > sizeM[2] / 2;
}

/** Stands or lies on the table with its centre over the painted zone. */
export function inZone(
  context: SuccessContext,
  { state }: Moment,
  [name, zoneName]: readonly [string, string],
): boolean {
  const zone = context.zones[zoneName];
  if (!zone) throw new Error(`no zone '${zoneName}' in the scene`);
  const [body, shape] = [bodyOf(state, name), shapeOf(context, name)];
  return lowestM(body, shape, WORLD) < ON_TABLE_M && overZone(centreOf(body, shape), zone);
}

export function overZone(centre: readonly number[], zone: ZoneSpec): boolean {
  const [dx, dy] = [centre[0]! - zone.center[0], centre[1]! - zone.center[1]];
  if (zone.shape === 'disc') return Math.hypot(dx, dy) <= zone.sizeM[0] / 2;
  const [cos, sin] = [Math.cos(zone.yawRad), Math.sin(zone.yawRad)];
  return Math.abs(cos * dx + sin * dy) <= zone.sizeM[0] / 2 && Math.abs(cos * dy - sin * dx) <= zone.sizeM[1] / 2;
}

/** By the centre; by the body's own origin in a foreign world, whose shapes nobody knows. */
export function lifted(context: SuccessContext, { state }: Moment, name: string, byM = LIFTED_M): boolean {
  const shape = context.shapes[name];
  const heightIn = (world: WorldState): number => {
    const body = bodyOf(world, name);
    return (shape ? centreOf(body, shape) : body.position)[2];
  };
  return heightIn(state) - heightIn(context.initial) >= byM;
}

/** @throws HarnessError E_SCENARIO in a world that has no goal of its own, where it could never hold */
export function reported({ initial }: SuccessContext): (moment: Moment) => boolean {
  if (initial.reported !== undefined) return ({ state }) => state.reported === true;
  const message = 'success: expected a world that reports whether its goal holds, got one that reports nothing';
  throw new HarnessError('E_SCENARIO', message, {
    hint: 'another success in the scenario, or a bridge that knows the goal (isaaclab: --success-term)',
  });
}

export function released({ state }: Moment, name: string): boolean {
  return !touching(state, name, 'gripper');
}

export function atRest({ state }: Moment, name: string): boolean {
  const body = bodyOf(state, name);
  return norm(body.linearVelocity) < REST_SPEED_M_PER_SEC && norm(body.angularVelocity) < REST_TURN_RAD_PER_SEC;
}

/** Where it was after settling, to 1 cm; `all` means every body of the scene. */
export function undisturbed(context: SuccessContext, { state }: Moment, name: string): boolean {
  const names = name === 'all' ? Object.keys(context.initial.bodies) : [name];
  return names.every(
    (each) => distance(bodyOf(state, each).position, bodyOf(context.initial, each).position) < UNDISTURBED_M,
  );
}
