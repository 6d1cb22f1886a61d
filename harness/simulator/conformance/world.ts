import type { ActionBlock, SimulatorStep } from '../../types.ts';
import type { RemoteSimulator } from '../remote.ts';
import {
  brought,
  type Check,
  expect,
  expectNear,
  NOTHING,
  type Subject,
  undrawn,
  unless,
  without,
  withSimulator,
} from './check.ts';
import { LOOK_FRONT } from './scene.ts';

/** One world, built from nothing, the same each time, step by step. */
export const WORLD: readonly Check[] = [
  { name: 'two resets give the same bits', skip: nondeterministic, run: sameBits },
  { name: 'a chunk equals single steps', skip: nondeterministic, run: chunkEqualsSteps },
  { name: 'a reset after steps forgets them', skip: nondeterministic, run: forgets },
  {
    name: 'looking changes nothing',
    skip: unless(undrawn, nondeterministic, brought),
    run: lookingIsFree,
  },
  { name: 'names: bodies, table, floor, gripper, arm, zones', run: nameOrder },
  { name: 'bodies stand where they were put, touching the table', skip: brought, run: standing },
  { name: 'each control step has a world state, 1/controlHz apart', skip: without('ee_delta'), run: oneStateAStep },
];

function nondeterministic({ info }: Subject): string | null {
  return info.deterministic ? null : 'the simulator says that it is not deterministic';
}

/** The tool in small circles, for it to matter in which order the steps come. */
function circling(count: number): ActionBlock {
  const rows = Array.from({ length: count }, (_, i) => [
    0.004 * Math.cos(i),
    0.004 * Math.sin(i),
    -0.002,
    0,
    0,
    0,
    i % 2,
  ]);
  return { mode: 'ee_delta', count, dim: 7, data: Float64Array.from(rows.flat()) };
}

function single({ mode, dim, data }: ActionBlock, row: number): ActionBlock {
  return { mode, dim, count: 1, data: data.slice(row * dim, (row + 1) * dim) };
}

async function sameBits(subject: Subject): Promise<void> {
  const hashes = await withSimulator(subject, async (simulator) => {
    const first = await simulator.reset(subject.scene, 1, NOTHING);
    return [first.stateHash, (await simulator.reset(subject.scene, 1, NOTHING)).stateHash];
  });
  expect(hashes[0] === hashes[1], `state hash ${hashes[0]} again`, hashes[1]);
}

async function chunkEqualsSteps(subject: Subject): Promise<void> {
  await withSimulator(subject, async (simulator) => {
    const actions = circling(8);
    await simulator.reset(subject.scene, 1, NOTHING);
    const chunk = await simulator.step(actions, NOTHING);
    await simulator.reset(subject.scene, 1, NOTHING);
    const last = await stepSingly(simulator, actions);
    expect(last.stateHash === chunk.stateHash, `state hash ${chunk.stateHash} of the chunk`, last.stateHash);
    const [a, b] = [chunk.worldStates.at(-1), last.worldStates[0]].map((state) => JSON.stringify(state));
    expect(a === b, `the chunk's last world state ${a}`, b);
  });
}

async function stepSingly(simulator: RemoteSimulator, actions: ActionBlock): Promise<SimulatorStep> {
  let last = await simulator.step(single(actions, 0), NOTHING);
  for (let row = 1; row < actions.count; row++) last = await simulator.step(single(actions, row), NOTHING);
  return last;
}

async function forgets(subject: Subject): Promise<void> {
  await withSimulator(subject, async (simulator) => {
    const before = await simulator.reset(subject.scene, 1, NOTHING);
    await simulator.step(circling(5), NOTHING);
    const after = await simulator.reset(subject.scene, 1, NOTHING);
    expect(after.stateHash === before.stateHash, `state hash ${before.stateHash} again`, after.stateHash);
  });
}

async function lookingIsFree(subject: Subject): Promise<void> {
  await withSimulator(subject, async (simulator) => {
    await simulator.reset(subject.scene, 1, NOTHING);
    const unseen = await simulator.step(circling(2), NOTHING);
    await simulator.reset(subject.scene, 1, LOOK_FRONT);
    await simulator.observe(LOOK_FRONT);
    const seen = await simulator.step(circling(2), LOOK_FRONT);
    expect(seen.stateHash === unseen.stateHash, `state hash ${unseen.stateHash}, seen or not`, seen.stateHash);
  });
}

async function nameOrder(subject: Subject): Promise<void> {
  const { names, readBack } = await withSimulator(subject, (simulator) => simulator.reset(subject.scene, 1, NOTHING));
  const { bodies, zones } = subject.scene.foreign ? readBack : subject.scene;
  const wanted = [
    ...bodies.map((body) => body.name),
    'table',
    'floor',
    'gripper',
    'arm',
    ...zones.map((zone) => zone.name),
  ];
  expect(names.join() === wanted.join(), wanted.join(), names.join());
}

async function standing(subject: Subject): Promise<void> {
  const { worldState, settle } = await withSimulator(subject, (simulator) =>
    simulator.reset(subject.scene, 1, NOTHING),
  );
  for (const { name, position } of subject.scene.bodies) {
    const state = worldState.bodies[name]!;
    position.forEach((wanted, axis) => {
      expectNear(state.position[axis]!, wanted, 0.005, `${name}, axis ${axis},`);
    });
    expect(settle.motionM[name]! < 0.005, `${name} settling by less than 5 mm`, settle.motionM[name]);
    const touching = worldState.contacts.some((pair) => pair.includes(name) && pair.includes('table'));
    expect(touching, `a contact of ${name} with the table`, worldState.contacts);
  }
}

async function oneStateAStep(subject: Subject): Promise<void> {
  await withSimulator(subject, async (simulator) => {
    const { worldState } = await simulator.reset(subject.scene, 1, NOTHING);
    const { worldStates } = await simulator.step(circling(4), NOTHING);
    expect(worldStates.length === 4, '4 world states', worldStates.length);
    worldStates.forEach(({ timeSec }, i) => {
      expectNear(timeSec - worldState.timeSec, (i + 1) / subject.scene.controlHz, 1e-6, `seconds at step ${i + 1}`);
    });
  });
}
