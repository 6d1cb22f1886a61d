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
  found.expect(robot.name === 'panda', ['robot', 'name'], `expected panda in a world of libero, got ${robot.name}`);
  const own = success === undefined || 'reported' in success || 'declared' in success;
  found.expect(own, ['success'], 'expected reported: goal, or none, in a foreign world');
}

const NOTHING = 'expected none in a foreign world, where it could not be applied';
