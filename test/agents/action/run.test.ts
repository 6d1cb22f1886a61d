import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { readTrace } from '../../../harness/record/trace-file.ts';
import { FrontDoor } from '../../builders/front-door.ts';
import { onnxFile } from '../../builders/onnx-file.ts';
import { SMALL } from '../../builders/suite.ts';

const CHUNK = 8;

/** A model that looks at a picture and stays where it is: eight rows of what its state holds, which the map fills with zeros. */
const STAYS = onnxFile({
  inputs: [
    { name: 'camera', type: 'uint8', shape: [1, 24, 32, 3] },
    { name: 'state', shape: [1, 7] },
  ],
  outputs: [{ name: 'actions', shape: [1, CHUNK, 7] }],
  constants: [
    { name: 'times', shape: [2], values: BigInt64Array.of(1n, BigInt(CHUNK)) },
    { name: 'rows', shape: [3], values: BigInt64Array.of(1n, BigInt(CHUNK), 7n) },
  ],
  nodes: [
    ['Tile', ['state', 'times'], 'all'],
    ['Reshape', ['all', 'rows'], 'actions'],
  ],
});

const MAP = `images: { camera: { camera: front, renderPx: [32, 24] } }
state: { state: { parts: [{ zeros: 7 }] } }
instruction: null
action: { rotation: axis_angle }
`;

const CARD = `map:
${MAP.replace(/^/gm, '  ').trimEnd()}
inputs: { camera: {}, state: {} }
output: { name: actions }
chunk: ${CHUNK}
`;

const RUN = ['run', '--suite', 'small.yaml', '--out', 'r', '--floors', 'none', '--episodes', '1', '--workers', '1'];

function door(test: Test): FrontDoor {
  const harness = new FrontDoor(test);
  harness.file('small.yaml', SMALL.replace('maxSteps: 200', 'maxSteps: 40'));
  writeFileSync(join(harness.folder, 'stays.onnx'), STAYS);
  harness.file('stays.yaml', CARD);
  return harness;
}

t.test('a picture is drawn for each time the policy is asked, and for no other step', async (t) => {
  const harness = door(t);
  const horizon3 = [...RUN, '--factor', 'lighting', '--policy', 'onnx@stays.onnx?horizon=3'];
  const { code, stderr } = await harness.run(horizon3, []);
  t.equal(code, 0, stderr);
  const records = await harness.records('r');
  t.same(
    records.map(({ outcome, end }) => `${outcome} ${end}`),
    ['failure max_steps', 'failure max_steps'],
  );
  for (const record of records) {
    t.equal(record.policyCalls, Math.ceil(40 / 3));
    t.equal(record.framesRendered, record.policyCalls, record.conditionId);
    t.equal(record.actionAgeSteps, 2, 'the third action of a chunk is two steps old');
  }
});

t.test('what asking took is in the trace of each call and in the record', async (t) => {
  const harness = door(t);
  const { code, stderr } = await harness.run([...RUN, '--factor', 'lighting', '--policy', 'onnx@stays.onnx'], []);
  t.equal(code, 0, stderr);
  const [row] = await harness.records('r');
  t.equal(row!.policyCalls, 5);
  const { wire, inferenceMs } = row!.timing!;
  t.equal(wire!.calls, 5);
  t.ok(inferenceMs.p50 > 0 && inferenceMs.p50 <= inferenceMs.p95 && inferenceMs.p95 <= inferenceMs.p99);
  t.ok(wire!.waitMs.p99 <= Math.max(...row!.inferenceMs) + 0.001, 'the wait is a part of the call');
  const file = join(harness.folder, 'r/episodes/small/nominal/0/trace-1.msgpack');
  const { calls } = await readTrace(file);
  t.same(
    calls.map(({ step }) => step),
    [0, 8, 16, 24, 32],
  );
  for (const { timing } of calls) t.ok(timing && timing.waitMs > 0);
  const summary = await harness.run(['show', 'r']);
  t.match(summary.stdout, /on the wire +p50 [\d.]+ ms, p95 [\d.]+ ms, p99 [\d.]+ ms for one of 10 answers/);
  const { stdout } = await harness.run(['show', 'r', 'small/nominal/0']);
  t.match(stdout, /step +took +actions +sent +received +age/);
  t.match(stdout, /^ +24 +\d+ ms +8 +2 kB +\d+ B +0-7$/m, 'bytes and ages of one call');
});

t.test('a map that does not fit is one line before the first episode', async (t) => {
  const cases: [map: string, line: RegExp][] = [
    [MAP.replace('zeros: 7', 'zeros: 6'), /^E_POLICY .*state\.state: expected 7 numbers, got 6/m],
    [MAP.replace('[32, 24]', '[32, 32]'), /^E_POLICY .*images\.camera: expected \[24, 32, 3\], got \[32, 32, 3\]/m],
    [`robot: ur5\n${MAP}`, /^E_POLICY .*robot: expected 'ur5', got 'panda' in the scene/m],
    [
      MAP.replace('camera: front', 'camera: frnot'),
      /^E_POLICY .*needs camera 'frnot', the scene has front, overhead, wrist/m,
    ],
    [`${MAP}horizon: 9\n`, /^E_POLICY .*horizon: expected at most the 8 actions of an answer, got 9/m],
    [
      MAP.replace('axis_angle', 'axis_angel'),
      /^my\.yaml:4:\d+: E_POLICY action\.rotation: expected one of .*did you mean "axis_angle"/m,
    ],
  ];
  for (const [map, line] of cases) {
    const harness = door(t);
    harness.file('my.yaml', map);
    const { code, stderr } = await harness.run([...RUN, '--policy', 'onnx@stays.onnx', '--policy-map', 'my.yaml'], []);
    t.equal(code, 2, stderr);
    t.match(stderr, line);
    t.same(await harness.records('r').catch(() => []), []);
  }
  const harness = door(t);
  const { code, stderr } = await harness.run([...RUN, '--policy', 'noop', '--policy-map', 'libero'], []);
  t.equal(code, 2);
  t.match(stderr, /^E_POLICY policy 'noop' has no option 'map' \(it takes none\)/m);
});
