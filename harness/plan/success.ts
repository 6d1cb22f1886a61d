import { goalOf } from '../scenario/cast.ts';
import type { Setup } from '../scenario/schema/scenario.ts';
import type { Predicate } from '../types.ts';
import type { Member } from './cast.ts';

const HOLD_SEC = 0.5;

/** The scenario's success predicate, or what its kind of task means: lifted, placed and let go, in the zone, or left alone. */
export function successOf(setup: Setup, members: readonly Member[]): Predicate {
  if (setup.success) return setup.success;
  switch (setup.task) {
    case 'foreign':
      return { reported: 'goal' };
    case 'pick':
      return { lifted: 'target', byM: 0.1, holdSec: HOLD_SEC };
    case 'pick_absent':
      return { all: [{ declared: 'target_absent' }, { undisturbed: 'all' }] };
    default:
      return { all: [placed(setup, members), { released: 'target' }, { atRest: 'target' }], holdSec: HOLD_SEC };
  }
}

/** In a receptacle that has a hollow, on one that has none, within a zone. */
function placed(setup: Setup, members: readonly Member[]): Predicate {
  const goal = goalOf(setup)!;
  if (Object.hasOwn(setup.zones, goal)) return { inZone: ['target', goal] };
  const hollow = members.find((member) => member.name === goal)?.model.cavity !== undefined;
  return hollow ? { inside: ['target', goal] } : { on: ['target', goal] };
}
