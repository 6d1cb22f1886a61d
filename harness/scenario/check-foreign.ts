import type { Predicate } from '../types.ts';
import type { Findings } from './findings.ts';
import type { Setup } from './schema/scenario.ts';

/** Keys of a scene of ours. In a foreign world nothing can apply them, so that to write one is a mistake. */
const OURS = ['table', 'floor', 'background', 'light', 'occlusion', 'goal'] as const;
const NAMED = ['objects', 'zones', 'cameras'] as const;

/** What has no meaning in a world that the simulator brings along. */
export function checkForeign(setup: Setup, found: Findings): void {
  const { foreign, task, robot, success } = setup;
  found.expect(foreign !== undefined, ['task'], 'expected foreign beside it: which world');
  found.expect(task === 'foreign', ['task'], `expected foreign for a foreign world, got ${task}`);
  for (const key of OURS) found.expect(setup[key] === undefined, [key], NOTHING);
  for (const key of NAMED) found.expect(Object.keys(setup[key]).length === 0, [key], NOTHING);
  found.expect(setup.sensorNoiseStd === 0, ['sensorNoiseStd'], NOTHING);
  found.expect(robot.startJointsOffsetDeg === undefined, ['robot', 'startJointsOffsetDeg'], NOTHING);
  found.expect(robot.gripperOpening === undefined, ['robot', 'gripperOpening'], NOTHING);
  const isOwn = foreign?.simulator !== 'libero' || robot.name === 'panda';
  found.expect(isOwn, ['robot', 'name'], `expected panda in a world of libero, got ${robot.name}`);
  found.expect(success === undefined || isReadable(success), ['success'], READABLE);
}

/** What poses and the world's own word can tell; of shapes, zones and contacts in a foreign world nothing is known. */
function isReadable(predicate: Predicate): boolean {
  if ('all' in predicate) return predicate.all.every(isReadable);
  if ('any' in predicate) return predicate.any.every(isReadable);
  if ('not' in predicate) return isReadable(predicate.not);
  return POSED.some((key) => key in predicate);
}

const POSED = ['reported', 'declared', 'lifted', 'atRest', 'undisturbed'] as const;
const READABLE = `expected one of ${POSED.join(', ')} in a foreign world, where no shapes, zones and contacts are known`;

const NOTHING = 'expected none in a foreign world, where it could not be applied';
