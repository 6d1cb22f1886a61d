import type { Library } from '../library/library.ts';
import { goalOf, isGroup } from './cast.ts';
import { checkPredicate } from './check-predicate.ts';
import type { Findings } from './findings.ts';
import type { ObjectEntry } from './schema/objects.ts';
import type { Setup } from './schema/scenario.ts';

/** A task must have what it is about: a target, where it goes, and a success predicate over things that exist. */
export function checkTask(setup: Setup, library: Library, found: Findings): void {
  const { task, objects } = setup;
  const target = objects.target;
  found.expect(
    target !== undefined && !isGroup(target),
    ['objects'],
    `expected an object named target for the task ${task}`,
  );
  const absent = target?.absent === true;
  found.expect(
    task !== 'pick_absent' || absent,
    ['objects', 'target'],
    'expected absent: true for the task pick_absent',
  );
  found.expect(
    task === 'pick_absent' || !absent,
    ['objects', 'target', 'absent'],
    `expected the target on the table for the task ${task}, got absent: true`,
  );
  if (target) checkGraspable(target, library, found);
  checkGoal(setup, found);
  checkOcclusion(setup, library, found);
  if (setup.success) checkPredicate(setup.success, setup, library, found);
}

function checkGraspable({ model, models }: ObjectEntry, library: Library, found: Findings): void {
  for (const [name, key] of model === undefined
    ? (models ?? []).map((each, i) => [each, ['models', i]] as const)
    : [[model, ['model']] as const]) {
    const role = library.models[name]?.role;
    found.expect(
      role === undefined || role === 'graspable',
      ['objects', 'target', ...key],
      `expected a graspable model for the target, got a ${role}`,
    );
  }
}

function checkGoal(setup: Setup, found: Findings): void {
  const { task, zones, objects } = setup;
  if (task !== 'pick_and_place' && task !== 'move_to_region') return;
  const goal = goalOf(setup);
  if (goal === null) {
    const what = task === 'move_to_region' ? 'a zone' : 'an object named receptacle';
    found.expect(false, ['task'], `expected ${what}, or goal, for the task ${task}`);
    return;
  }
  const known = task === 'move_to_region' ? Object.keys(zones) : [...Object.keys(objects), ...Object.keys(zones)];
  found.known(
    goal,
    known,
    task === 'move_to_region' ? 'zone' : 'object',
    setup.goal === undefined ? ['objects'] : ['goal'],
  );
}

function checkOcclusion({ occlusion, objects, robot }: Setup, library: Library, found: Findings): void {
  if (!occlusion) return;
  found.known(occlusion.camera, Object.keys(library.cameras), 'camera', ['occlusion', 'camera']);
  found.known(
    occlusion.target,
    Object.keys(objects).filter((name) => !isGroup(objects[name]!)),
    'object',
    ['occlusion', 'target'],
  );
  const props = Object.values(library.models).filter((model) => model.role === 'prop');
  found.known(
    occlusion.model,
    props.map((model) => model.name),
    'prop',
    ['occlusion', 'model'],
  );
  found.expect(
    props.length > 0,
    ['occlusion'],
    `expected a prop in the library for ${robot.name} to work around, got none`,
  );
  found.expect(
    !Object.hasOwn(objects, OCCLUDER),
    ['objects', OCCLUDER],
    'expected another name: occlusion adds the occluder itself',
  );
}

export const OCCLUDER = 'occluder';
