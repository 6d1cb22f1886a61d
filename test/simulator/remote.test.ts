import t, { type Test } from 'tap';
import type { HarnessError } from '../../harness/errors.ts';
import { parseAddress } from '../../harness/simulator/address.ts';
import { DEADLINES } from '../../harness/simulator/deadlines.ts';
import { connectSimulator } from '../../harness/simulator/remote.ts';
import type { ActionBlock } from '../../harness/types.ts';
import { startFakeBridge } from '../fakes/bridge.ts';
import type { Fault } from '../fakes/faults.ts';
import { BLIND, SCENE } from '../fakes/scenes.ts';

const SOON = { ...DEADLINES, connectMs: 1_000, helloMs: 400, resetMs: 400, stepMs: 400, observeMs: 400, closeMs: 300 };

const lift = (count: number): ActionBlock => ({
  mode: 'ee_delta',
  count,
  dim: 7,
  data: Float64Array.from({ length: count * 7 }, (_, i) => (i % 7 === 2 ? 0.01 : i % 7 === 6 ? 1 : 0)),
});

/** A simulator behind a bridge with these faults, both gone with the test. */
async function open(test: Test, faults: readonly Fault[] = []) {
  const bridge = await startFakeBridge({ faults });
  test.teardown(() => bridge.close());
  const simulator = await connectSimulator(parseAddress(bridge.address), { deadlines: SOON });
  test.teardown(() => simulator.close());
  return { bridge, simulator };
}

t.test('a reset and a chunk come back as world states, read-back and pictures', async (t) => {
  const { bridge, simulator } = await open(t);
  const observe = {
    cameras: [{ name: 'front', widthPx: 32, heightPx: 24, depth: true, segmentation: true }],
    state: ['tcpPose', 'jointPositions'],
    visibility: [{ camera: 'front', body: 'target' }],
  } as const;
  const reset = await simulator.reset(SCENE, 7, observe);
  t.same(reset.readBack, SCENE);
  t.same(reset.names, ['target', 'receptacle', 'table', 'floor', 'gripper', 'arm', 'corner']);
  t.same(reset.worldState.bodies.target?.position, [0.5, 0.1, 0]);
  t.same(reset.worldState.contacts, [
    ['target', 'table'],
    ['receptacle', 'table'],
  ]);
  const front = reset.reading.cameras.front!;
  t.equal(front.rgb.length, 32 * 24 * 3);
  t.equal(front.depthM?.length, 32 * 24);
  t.ok(front.segmentation?.includes(0), 'the target is somewhere in the picture');
  t.equal(reset.reading.visibility[0]?.fraction, 1);
  t.equal(reset.reading.state.tcpPose?.length, 7);
  t.equal(reset.reading.state.gripperOpening, undefined);

  const step = await simulator.step(lift(8), BLIND);
  t.equal(step.worldStates.length, 8);
  const heights = step.worldStates.map((state) => state.tcp.position[2] - reset.worldState.tcp.position[2]);
  for (const [i, height] of heights.entries()) t.ok(Math.abs(height - 0.01 * (i + 1)) < 1e-9, `lifted ${i + 1} cm`);
  t.same(
    step.worldStates.map((state) => state.timeSec),
    [1, 2, 3, 4, 5, 6, 7, 8].map((n) => n / 20),
  );
  t.not(step.stateHash, reset.stateHash);
  t.same(step.reading.cameras, {});
  t.same([reset.reading.framesRendered, step.reading.framesRendered], [1, 0]);
  t.same(bridge.asked, ['hello', 'reset', 'step']);
});

t.test('a world state written as JSON holds everything', async (t) => {
  const { simulator } = await open(t);
  const { worldState } = await simulator.reset(SCENE, 0, BLIND);
  const written = JSON.parse(JSON.stringify(worldState));
  t.same(Object.keys(written), ['timeSec', 'bodies', 'jointsRad', 'tcp', 'gripperOpening', 'contacts']);
  t.same(written.bodies.target, worldState.bodies.target);
});

interface FaultCase {
  readonly fault: Fault;
  readonly code: string;
  readonly says: RegExp;
}

const FAULTS: readonly FaultCase[] = [
  { fault: { kind: 'silent', op: 'step' }, code: 'E_TIMEOUT', says: /no reply to step within 400 ms/ },
  { fault: { kind: 'late', op: 'step', delayMs: 800 }, code: 'E_TIMEOUT', says: /no reply to step/ },
  { fault: { kind: 'wrongId', op: 'step' }, code: 'E_PROTOCOL', says: /id of the reply: expected 3, got 4/ },
  { fault: { kind: 'text', op: 'step' }, code: 'E_PROTOCOL', says: /expected a binary frame, got text "Traceback/ },
  { fault: { kind: 'garbage', op: 'step' }, code: 'E_PROTOCOL', says: /not msgpack/ },
  { fault: { kind: 'drop', op: 'step' }, code: 'E_DISCONNECTED', says: /closed the connection/ },
  {
    fault: { kind: 'omit', op: 'step', field: 'worldStates' },
    code: 'E_PROTOCOL',
    says: /worldStates: expected a map/,
  },
  { fault: { kind: 'omit', op: 'step', field: 'stateHash' }, code: 'E_PROTOCOL', says: /stateHash: expected a string/ },
  { fault: { kind: 'nan', op: 'step' }, code: 'E_PHYSICS', says: /finite/ },
  {
    fault: { kind: 'error', op: 'step', code: 'E_PHYSICS', message: 'the state is not finite', retryable: true },
    code: 'E_PHYSICS',
    says: /the state is not finite/,
  },
];

for (const { fault, code, says } of FAULTS) {
  t.test(`${fault.kind} at a step is ${code}, and ends the simulator`, async (t) => {
    const { simulator } = await open(t, [fault]);
    await simulator.reset(SCENE, 0, BLIND);
    const error = await simulator.step(lift(4), BLIND).then(
      () => t.fail('the step came back') as never,
      (reason: HarnessError) => reason,
    );
    t.equal(error.code, code);
    t.match(error.message, says);
    t.equal(simulator.usable, false);
    await t.rejects(simulator.observe(BLIND), 'nothing works afterwards');
  });
}

t.test('a second reply is taken for no answer: the next call says E_PROTOCOL', async (t) => {
  const { simulator } = await open(t, [{ kind: 'twice', op: 'step' }]);
  await simulator.reset(SCENE, 0, BLIND);
  await simulator.step(lift(1), BLIND);
  await t.rejects(simulator.observe(BLIND), { code: 'E_PROTOCOL' });
});

t.test('another protocol version is refused with both numbers', async (t) => {
  await t.rejects(open(t, [{ kind: 'protocol', version: 2 }]), {
    code: 'E_PROTOCOL_VERSION',
    message: 'expected a bridge of protocol 1, got protocol 2',
  });
});

t.test('no bridge, and one that refuses, are E_UNREACHABLE', async (t) => {
  await t.rejects(connectSimulator(parseAddress('ws+unix:///nowhere/socket'), { deadlines: SOON }), {
    code: 'E_UNREACHABLE',
    message: /no bridge answers at ws\+unix:\/\/\/nowhere\/socket: .*ENOENT/,
  });
  await t.rejects(open(t, [{ kind: 'refuse' }]), { code: 'E_UNREACHABLE', message: /403/ });
});

t.test('closing in the middle of a request ends the request at once', async (t) => {
  const { simulator } = await open(t, [{ kind: 'silent', op: 'observe' }]);
  await simulator.reset(SCENE, 0, BLIND);
  const asked = simulator.observe(BLIND);
  const rejected = t.rejects(asked, { code: 'E_DISCONNECTED' });
  await simulator.close();
  await rejected;
});

t.test('over TCP with a token; a wrong one is E_TOKEN; the token is never shown', async (t) => {
  const bridge = await startFakeBridge({ port: 0, token: 'open sesame' });
  t.teardown(() => bridge.close());
  await t.rejects(connectSimulator(parseAddress(`${bridge.address}?token=no`)), { code: 'E_TOKEN' });
  const address = parseAddress(`${bridge.address}?token=open%20sesame`);
  t.notMatch(address.shown, /sesame/);
  const simulator = await connectSimulator(address);
  t.equal(simulator.info.name, 'toy');
  await simulator.close();
});
