/** Registered tasks of Isaac Lab by id, with the task of sim-bridge/examples: run by `npm run test:isaaclab` alone. */
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { loadLibrary } from '../../harness/library/load.ts';
import { drawScene } from '../../harness/plan/scene.ts';
import { loadSuite } from '../../harness/scenario/suite.ts';
import { parseAddress } from '../../harness/simulator/address.ts';
import { connectSimulator, type RemoteSimulator } from '../../harness/simulator/remote.ts';
import type { ActionBlock, ObserveRequest, SceneSpec, Vec3 } from '../../harness/types.ts';
import { ended, FrontDoor } from '../builders/front-door.ts';
import { LIMIT_MS, listening, skip, started } from '../builders/isaaclab.ts';

const TASK = ['--task', 'Gantry-Lift-Cube', '--import', 'isaaclab_gantry', '--success-term', 'success'];
const JOINTS = ['--task', 'Gantry-Lift-Cube-Joints', ...TASK.slice(2)];
const BRIDGE = ['-m', 'sim_bridge'];
const NAMED = ['--robot-name', 'panda'];
const UNSEEN: ObserveRequest = { cameras: [], state: ['tcpPose'] };
const SEEN: ObserveRequest = { ...UNSEEN, cameras: [{ name: 'front', widthPx: 320, heightPx: 240, depth: true }] };

/** The scenario file that the bridge itself describes, changed. */
async function scenario(
  harness: FrontDoor,
  flags: readonly string[],
  change = (text: string) => text,
): Promise<string> {
  const { code, stdout, stderr } = await ended(started([...BRIDGE, '--simulator', 'isaaclab', ...flags, '--describe']));
  if (code !== 0) throw new Error(stderr);
  const told = stdout
    .replace(/^instruction: .*/m, 'instruction: Pick up the red cube.')
    .replace(/^maxSteps: .*/m, 'maxSteps: 120')
    .replace(/( +)initialStates: .*/, '$&\n$1target: cube');
  return harness.file('lift.yaml', change(told));
}

function sceneOf(file: string): SceneSpec {
  const library = loadLibrary();
  return drawScene(loadSuite(file, library).scenarios[0]!.conditions[0]!, 0, library, null).scene;
}

/** The tool there, pointing down, the fingers open: so many control steps of it. */
function goTo([x, y, z]: Vec3, count: number): ActionBlock {
  const row = [x, y, z, 1, 0, 0, 0, 1];
  return { mode: 'ee_pose', count, dim: row.length, data: Float64Array.from(Array(count).fill(row).flat()) };
}

async function connected(t: Test, address: string): Promise<RemoteSimulator> {
  const simulator = await connectSimulator(parseAddress(address));
  t.teardown(() => simulator.close());
  return simulator;
}

const near = (t: Test, got: Vec3, wanted: Vec3, byM: number, what: string) =>
  t.ok(Math.hypot(...got.map((each, i) => each - wanted[i]!)) < byM, `${what}: ${got.map((v) => v.toFixed(4))}`);

t.test('conforms in the world of its task, by the pose of the tool and by joints', { skip }, async (t) => {
  for (const [flags, moves] of [
    [TASK, 'ee_pose goes to the pose'],
    [JOINTS, 'joint_position goes to the joints'],
  ] as const) {
    const harness = new FrontDoor(t, LIMIT_MS);
    const token = ['--token', 'open-sesame'];
    const address = await listening(t, 2, BRIDGE, [...flags, ...token]);
    const world = await scenario(harness, flags);
    const argv = ['doctor', '--simulator', `${address}/?token=open-sesame`, '--world', world];
    const { code, stdout } = await harness.run(argv);
    t.equal(code, 0, stdout);
    t.match(stdout, /own renderer newton_warp, not deterministic, 2 slots/);
    t.match(stdout, new RegExp(`ok +${moves}`));
    t.match(stdout, /ok +a wrong token is refused/);
    t.match(stdout, /\b2\d ok, 0 failed/);
  }
});

t.test('policies run a scenario that names the task; its termination term is success', { skip }, async (t) => {
  const harness = new FrontDoor(t, LIMIT_MS);
  const address = await listening(t, 3, BRIDGE, [...TASK, ...NAMED]);
  const suite = await scenario(harness, [...TASK, ...NAMED]);
  const run = (policy: string, out: string) =>
    harness.run([
      ...['run', '--suite', suite, '--simulator', address, '--floors', 'none', '--workers', '3', '--episodes', '3'],
      ...['--policy', policy, '--out', out],
    ]);
  const looking = await run('baseline?size=320x240', 'looking');
  t.equal(looking.code, 0, looking.stderr);
  t.match(looking.stdout, /simulator {4}isaaclab 3\.0\.0 \(Newton 1\.6\.1\) · renderer newton_warp/);
  const records = await harness.records('looking');
  t.same(
    records.map(({ outcome }) => outcome),
    Array(3).fill('success'),
    'by pictures alone',
  );
  t.ok(records.every(({ framesRendered }) => framesRendered > 0));
  t.equal(new Set(records.map(({ worker }) => worker)).size, 3, 'each slot had an episode');
  for (const policy of ['noop', 'random']) {
    t.equal((await run(policy, policy)).code, 0);
    // Three times as long as the task itself lets an episode be: nothing resets itself.
    t.same(
      (await harness.records(policy)).map(({ outcome, end, steps }) => [outcome, end, steps]),
      Array(3).fill(['failure', 'max_steps', 120]),
    );
  }
});

t.test(
  'poses alone can tell success; a body that is not there is an error with those that are',
  { skip },
  async (t) => {
    const harness = new FrontDoor(t, LIMIT_MS);
    const flags = [...TASK.slice(0, 4), ...NAMED];
    const address = await listening(t, 1, BRIDGE, flags);
    const run = async (success: string, out: string) => {
      const suite = await scenario(harness, flags, (text) => `${text}success: ${success}\n`);
      const options = ['--policy', 'baseline?size=320x240', '--episodes', '1', '--floors', 'none', '--out', out];
      await harness.run(['run', '--suite', suite, '--simulator', address, ...options]);
      return (await harness.records(out)).at(-1)!;
    };
    t.match(await run('{ lifted: cube, byM: 0.08 }', 'cube'), { outcome: 'success' });
    const untold = { code: 'E_SCENARIO', message: /expected a world that reports whether its goal holds/ };
    t.match(await run('{ reported: goal }', 'untold'), { outcome: 'infra_error', error: untold });
    const message = "success: got body 'ball'; bodies of this world: cube";
    t.match(await run('{ lifted: ball }', 'ball'), { outcome: 'infra_error', error: { code: 'E_SCENARIO', message } });
  },
);

t.test('a world is never reset within a step: the state after it is of the same episode', { skip }, async (t) => {
  const address = await listening(t, 1, BRIDGE, TASK);
  const scene = sceneOf(await scenario(new FrontDoor(t, LIMIT_MS), TASK));
  const simulator = await connected(t, address);
  const { worldState } = await simulator.reset(scene, 3, UNSEEN);
  const there: Vec3 = [0.4, -0.2, 0.2];
  const { worldStates } = await simulator.step(goTo(there, 45), UNSEEN); // the task's own time is 40 steps
  for (const step of [38, 39, 40, 44]) near(t, worldStates[step]!.tcp.position, there, 0.02, `tool at step ${step}`);
  near(t, worldStates[44]!.bodies.cube!.position, worldState.bodies.cube!.position, 0.005, 'the cube where it was');
  t.ok(Math.abs(worldStates[44]!.timeSec - 2.25) < 1e-9);
  t.ok(
    worldStates.every(({ reported }) => reported === false),
    'the success term speaks',
  );
});

t.test('a slot starts anew, and others move, while one is in the middle of its episode', { skip }, async (t) => {
  const address = await listening(t, 2, BRIDGE, TASK);
  const scene = sceneOf(await scenario(new FrontDoor(t, LIMIT_MS), TASK));
  const [one, two] = [await connected(t, address), await connected(t, address)];
  const first = await one.reset(scene, 1, SEEN);
  const there: Vec3 = [0.55, 0.15, 0.25];
  await one.step(goTo(there, 30), UNSEEN);
  const before = await one.observe(SEEN);
  const other = await two.reset(scene, 2, SEEN);
  const same = await two.reset(scene, 1, SEEN);
  await two.step(goTo([0.4, -0.1, 0.2], 20), SEEN);
  const after = await one.observe(SEEN);
  t.strictSame(after.state.tcpPose, before.state.tcpPose, 'held to the last bit');
  t.equal(Buffer.compare(after.cameras.front!.rgb, before.cameras.front!.rgb), 0, 'and so is its picture');
  const { worldStates } = await one.step(goTo(there, 1), UNSEEN);
  near(t, worldStates[0]!.tcp.position, there, 0.02, 'and goes on from there');
  const cubeOf = ({ worldState }: typeof first) => worldState.bodies.cube!.position;
  near(t, cubeOf(same), cubeOf(first), 1e-5, 'one seed, one start, in either slot');
  t.ok(Math.hypot(...cubeOf(other).map((each, i) => each - cubeOf(first)[i]!)) > 0.01, 'another seed, another start');
  const [a, b] = [same, other].map(({ reading }) => reading.cameras.front!);
  t.not(Buffer.compare(a!.rgb, b!.rgb), 0, 'which the picture shows');
  t.same(
    a!.pose.position.map((each) => Math.round(each * 1e4) / 1e4),
    [1.25, 0, 0.75],
    'in the frame of its own world',
  );
  const depths = [...a!.depthM!];
  t.ok(Math.min(...depths) > 0.3 && Math.max(...depths) <= 10, 'metres');
});

/** Spoils the first world in its 30th step, as one does that blows up. */
const BREAKING = `
from sim_bridge.simulators.isaaclab_tasks import environment as e
whole, count = e.Environment.step, [0]
def step(self, moving):
    count[0] += 0 in moving
    if count[0] == 30:
        count[0] += 1
        robot = self.env.scene["robot"]
        robot.write_joint_velocity_to_sim_index(velocity=robot.data.joint_vel.torch[:1] * float("nan"), env_ids=[0])
    return whole(self, moving)
e.Environment.step = step
from sim_bridge.__main__ import main
main()
`;

t.test('a world that breaks is an error of its slot, is tried again, and the others go on', { skip }, async (t) => {
  const harness = new FrontDoor(t, LIMIT_MS);
  const address = await listening(t, 2, ['-c', BREAKING], [...TASK, ...NAMED]);
  const suite = await scenario(harness, [...TASK, ...NAMED]);
  const flags = ['--policy', 'baseline?size=320x240', '--workers', '2', '--episodes', '2', '--floors', 'none'];
  const { code, stdout } = await harness.run(['run', '--suite', suite, '--simulator', address, ...flags, '--out', 'b']);
  t.equal(code, 0, stdout);
  const records = await harness.records('b');
  const errors = records.filter(({ outcome }) => outcome === 'infra_error');
  t.equal(errors.length, 1);
  t.match(errors[0]!.error, { code: 'E_PHYSICS', message: /this world broke in the last step; the others went on/ });
  t.equal(records.filter(({ outcome }) => outcome === 'success').length, 2);
});

t.test('what cannot be had is one line that says what can', { skip }, async (t) => {
  const cases: readonly [readonly string[], RegExp][] = [
    [
      ['--task', 'Gantry-Lift-Cup', '--import', 'isaaclab_gantry'],
      /--task: got 'Gantry-Lift-Cup'; .* near: Gantry-Lift-Cube/,
    ],
    [['--task', 'Isaac-Lift-Cube-Franka'], /--task: got .* near: .*IsaacContrib-Lift-Cube-Franka/],
    [
      ['--task', 'Isaac-Cartpole-Direct'],
      /--task Isaac-Cartpole-Direct: expected a manager-based task, .* got one of CartpoleEnvCfg/,
    ],
    [['--task', 'x', '--import', 'no_such_tasks'], /--import no_such_tasks: expected a module that registers tasks/],
    [
      [...TASK.slice(0, 4), '--success-term', 'won'],
      /--success-term: got 'won'; termination terms of this task: time_out, success/,
    ],
    [[...TASK, '--camera', 'front=side'], /--camera front=side: got 'side'; cameras of this task with rgb: front/],
    [[...TASK, '--camera', 'top=front'], /--camera: expected front or wrist before the =, got 'top'/],
    [[...TASK, '--tool', 'thumb'], /--tool: got 'thumb'; bodies of this robot: base, beam/],
    [[...TASK, '--override', 'physics=nothing'], /--task Gantry-Lift-Cube: its configuration does not read: /],
    [[...TASK, '--slots', '100000'], /--slots: expected 1 to 4096 for a task of isaaclab, got 100000/],
  ];
  for (const [flags, expected] of cases) {
    const { code, stderr } = await ended(started([...BRIDGE, '--simulator', 'isaaclab', ...flags]));
    t.equal(code, 2, stderr.slice(-300));
    t.match(stderr.trim().split('\n').at(-1), expected);
  }
});

t.test('a scenario of a task needs a bridge that was started with one', { skip }, async (t) => {
  const harness = new FrontDoor(t, LIMIT_MS);
  const suite = await scenario(harness, TASK);
  const address = await listening(t, 1);
  const flags = ['--policy', 'noop', '--episodes', '1', '--floors', 'none', '--out', join(harness.folder, 'o')];
  const { code, stderr } = await harness.run(['run', '--suite', suite, '--simulator', address, ...flags]);
  t.not(code, 0);
  t.match(stderr, /this bridge of isaaclab has no worlds of its own, which this suite needs/);
  t.match(stderr, /start one for Gantry-Lift-Cube/);
});
