import type { Predicate } from '../types.ts';
import type { Moment, SuccessContext } from './conditions.ts';
import * as conditions from './conditions.ts';

/** True when the predicate holds at this moment, after holding for its `holdSec`. Call once per control step, in order. */
export type SuccessTest = (moment: Moment) => boolean;

/**
 * Compiles a predicate for one episode. The result remembers since when each part holds, so it belongs to one episode only.
 * A part with `holdSec` becomes true once it was true at every control step of that long.
 */
export function compile(predicate: Predicate, context: SuccessContext): SuccessTest {
  const test = compileNode(predicate, context);
  return predicate.holdSec ? held(test, predicate.holdSec) : test;
}

function compileNode(node: Predicate, context: SuccessContext): SuccessTest {
  if ('all' in node) return every(node.all.map((part) => compile(part, context)));
  if ('any' in node) return some(node.any.map((part) => compile(part, context)));
  if ('not' in node) return negate(compile(node.not, context));
  if ('inside' in node) return (moment) => conditions.inside(context, moment, node.inside);
  if ('on' in node) return (moment) => conditions.on(context, moment, node.on);
  if ('inZone' in node) return (moment) => conditions.inZone(context, moment, node.inZone);
  if ('lifted' in node) return (moment) => conditions.lifted(context, moment, node.lifted, node.byM);
  if ('released' in node) return (moment) => conditions.released(moment, node.released);
  if ('atRest' in node) return (moment) => conditions.atRest(moment, node.atRest);
  if ('undisturbed' in node) return (moment) => conditions.undisturbed(context, moment, node.undisturbed);
  if ('reported' in node) return conditions.reported(context);
  return (moment) => moment.declared === node.declared;
}

/** Every part is asked at every step, or a hold time behind a short circuit would miss steps. */
function every(parts: readonly SuccessTest[]): SuccessTest {
  return (moment) => parts.map((part) => part(moment)).every(Boolean);
}

function some(parts: readonly SuccessTest[]): SuccessTest {
  return (moment) => parts.map((part) => part(moment)).some(Boolean);
}

function negate(part: SuccessTest): SuccessTest {
  return (moment) => !part(moment);
}

const CLOCK_SLACK_SEC = 1e-6;

function held(part: SuccessTest, holdSec: number): SuccessTest {
  let sinceSec: number | null = null;
  return (moment) => {
    if (!part(moment)) {
      sinceSec = null;
      return false;
    }
    sinceSec ??= moment.state.timeSec;
    return moment.state.timeSec - sinceSec >= holdSec - CLOCK_SLACK_SEC;
  };
}

/** Whether the goal is met before the first action. Nothing has been held for any time then, so hold times do not count. */
export function holdsAtOnce(predicate: Predicate, context: SuccessContext): boolean {
  return compile(withoutHolds(predicate), context)({ state: context.initial, declared: null });
}

function withoutHolds({ holdSec: _, ...node }: Predicate): Predicate {
  if ('all' in node) return { all: node.all.map(withoutHolds) };
  if ('any' in node) return { any: node.any.map(withoutHolds) };
  if ('not' in node) return { not: withoutHolds(node.not) };
  return node;
}

/** True when the goal can be reached by saying something: then no action need be applied. */
export function asksForWords(predicate: Predicate): boolean {
  if ('declared' in predicate) return true;
  if ('all' in predicate) return predicate.all.some(asksForWords);
  if ('any' in predicate) return predicate.any.some(asksForWords);
  return 'not' in predicate && asksForWords(predicate.not);
}
