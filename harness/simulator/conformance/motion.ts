import type { ActionBlock, ActionMode, SimulatorReset, WorldState } from '../../types.ts';
import { type Check, expect, expectNear, NOTHING, type Subject, without, withSimulator } from './check.ts';

/** Each mode goes where it says. */
export const MOTION: readonly Check[] = [
  { name: 'joint_position goes to the joints', skip: without('joint_position'), run: jointPosition },
  { name: 'joint_delta adds to the joints', skip: without('joint_delta'), run: jointDelta },
  { name: 'ee_pose goes to the pose', skip: without('ee_pose'), run: toolPose },
  { name: 'ee_delta moves the tool in the world', skip: without('ee_delta'), run: toolDelta },
  { name: 'the gripper closes and opens', skip: without('ee_delta'), run: gripper },
];

function block(mode: ActionMode, row: readonly number[], count: number): ActionBlock {
  return { mode, count, dim: row.length, data: Float64Array.from(Array.from({ length: count }, () => row).flat()) };
}

/** The world before, and after the same action `count` times. */
async function moved(
  subject: Subject,
  mode: ActionMode,
  count: number,
  row: (start: SimulatorReset) => readonly number[],
): Promise<{ before: WorldState; after: WorldState }> {
  return withSimulator(subject, async (simulator) => {
    const start = await simulator.reset(subject.scene, 1, NOTHING);
    const { worldStates } = await simulator.step(block(mode, row(start), count), NOTHING);
    return { before: start.worldState, after: worldStates.at(-1)! };
  });
}

async function jointPosition(subject: Subject): Promise<void> {
  const turned = ({ jointsRad }: WorldState) => jointsRad.map((joint, i) => (i === 0 ? joint + 0.2 : joint));
  const { before, after } = await moved(subject, 'joint_position', 30, (start) => [...turned(start.worldState), 1]);
  turned(before).forEach((wanted, i) => {
    expectNear(after.jointsRad[i]!, wanted, 0.03, `joint ${i} at`);
  });
}

async function jointDelta(subject: Subject): Promise<void> {
  const { before, after } = await moved(subject, 'joint_delta', 20, ({ worldState }) => [
    ...worldState.jointsRad.map((_, i) => (i === 0 ? 0.01 : 0)),
    1,
  ]);
  expectNear(after.jointsRad[0]! - before.jointsRad[0]!, 0.2, 0.05, 'joint 0 by');
}

async function toolPose(subject: Subject): Promise<void> {
  const { before, after } = await moved(subject, 'ee_pose', 30, ({ worldState: { tcp } }) => {
    const [x, y, z] = tcp.position;
    return [x + 0.05, y + 0.05, z - 0.05, ...tcp.quaternion, 1];
  });
  [0.05, 0.05, -0.05].forEach((by, axis) => {
    expectNear(after.tcp.position[axis]!, before.tcp.position[axis]! + by, 0.01, `tool, axis ${axis}, at`);
  });
}

async function toolDelta(subject: Subject): Promise<void> {
  const { before, after } = await moved(subject, 'ee_delta', 20, () => [0, 0.004, 0, 0, 0, 0, 1]);
  [0, 0.08, 0].forEach((by, axis) => {
    expectNear(after.tcp.position[axis]! - before.tcp.position[axis]!, by, 0.02, `tool, axis ${axis}, by`);
  });
}

async function gripper(subject: Subject): Promise<void> {
  const closed = (await moved(subject, 'ee_delta', 30, () => [0, 0, 0, 0, 0, 0, 0])).after.gripperOpening;
  expect(closed < 0.1, 'a closed gripper (opening below 0.1)', closed);
  const open = (await moved(subject, 'ee_delta', 30, () => [0, 0, 0, 0, 0, 0, 1])).after.gripperOpening;
  expect(open > 0.9, 'an open gripper (opening above 0.9)', open);
}
