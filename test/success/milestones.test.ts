import t from 'tap';
import { milestonesOf } from '../../harness/success/milestones.ts';
import type { WorldState } from '../../harness/types.ts';
import { graspAndPlace, SPEC } from '../reports/episode-builder.ts';

const { initial, worldStates } = graspAndPlace();
const names = (states: readonly WorldState[], spec: Parameters<typeof milestonesOf>[0] = SPEC) =>
  milestonesOf(spec, initial!, states).map(({ name }) => name);

t.test('an episode that goes all the way', async (t) => {
  const found = milestonesOf(SPEC, initial!, worldStates);
  t.same(
    found.map(({ name }) => name),
    ['reached', 'grasped', 'lifted', 'transported', 'placed', 'released'],
  );
  t.ok(
    found.every(({ step }, i) => step >= (found[i - 1]?.step ?? 1)),
    'each after the one before',
  );
  t.equal(found.find(({ name }) => name === 'grasped')!.step, 40, 'the gripper touches the target from step 40 on');
});

t.test('what is cut short ends where it was', async (t) => {
  t.same(names(worldStates.slice(0, 40)), ['reached'], 'a touch of a step is no grasp');
  t.same(names([]), []);
  t.same(names(worldStates.slice(0, 50)), ['reached', 'grasped', 'lifted']);
});

t.test('another object than the one asked for', async (t) => {
  const other = { ...SPEC, intent: { ...SPEC.intent, target: 'others0' } };
  t.ok(names(worldStates, other).includes('wrong_object'), 'what it carries is not what was asked for');
  const nothing = { ...SPEC, intent: { task: 'nothing' as const, target: null, goal: null } };
  t.same(names(worldStates, nothing), ['wrong_object']);
  const still = {
    ...nothing,
    scene: { ...SPEC.scene, bodies: SPEC.scene.bodies.map((each) => ({ ...each, fixed: true })) },
  };
  t.same(names(worldStates, still), [], 'what is fixed cannot be taken');
});
