import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import t, { type Test } from 'tap';
import type { ModelRequest, Tensor } from '../../agents/action/model.ts';
import { onnxCardSchemaText } from '../../agents/onnx/json-schema.ts';
import { ONNX_OPTIONS } from '../../agents/onnx/options.ts';
import { type HarnessError, oneLine } from '../../harness/errors.ts';
import { packageRoot } from '../../harness/package-root.ts';
import { type OnnxGraph, onnxFile } from '../builders/onnx-file.ts';

/** As built: a process that compiles TypeScript first takes seconds to start. */
const built = join(packageRoot(), 'dist', 'agents', 'onnx', 'onnx.js');
const { onnxSource } = (await import(pathToFileURL(built).href)) as typeof import('../../agents/onnx/onnx.ts');

const STATE = { name: 'state', shape: [1, 7] };
/** Answers with the state that it is fed. */
const ECHO: OnnxGraph = {
  inputs: [STATE],
  outputs: [{ name: 'actions', shape: [1, 1, 7] }],
  constants: [{ name: 'rows', shape: [3], values: BigInt64Array.of(1n, 1n, 7n) }],
  nodes: [['Reshape', ['state', 'rows'], 'actions']],
};
const CARD = `map:
  state:
    state: { parts: [tcpAxisAngle, tcpPosition, gripperOpening] }
  instruction: null
  action: { rotation: axis_angle }
inputs:
  state: {}
output: { name: actions }
chunk: 1
`;

function filesIn(test: Test, graph: OnnxGraph, card: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'onnx-test-'));
  test.teardown(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'model.onnx'), onnxFile(graph));
  writeFileSync(join(folder, 'model.yaml'), card);
  return join(folder, 'model.onnx');
}

const request = (parts: Partial<ModelRequest>): ModelRequest => ({
  episodeId: 'pick/nominal/0',
  step: 0,
  timeSec: 0,
  images: {},
  state: {},
  instruction: null,
  ...parts,
});

async function answered(test: Test, graph: OnnxGraph, card: string, parts: Partial<ModelRequest>) {
  const source = await onnxSource(filesIn(test, graph, card), ONNX_OPTIONS);
  const model = await source.open();
  try {
    await model.begin({ episodeId: 'pick/nominal/0', seed: 0, instruction: '', maxSteps: 1, controlHz: 20 });
    return await model.infer(request(parts));
  } finally {
    await model.close();
  }
}

const numbers = ({ data }: Tensor): number[] => Array.from(data as Float64Array);
const vector = (...values: number[]): Tensor => ({ shape: [values.length], data: Float32Array.from(values) });

t.test('numbers go in as the model was trained in them, and come back as they are', async (test) => {
  const state = { state: vector(1, 2, 3, 4, 5, 6, 7) };
  const plain = await answered(test, ECHO, CARD, { state });
  test.same(numbers(plain.actions), [1, 2, 3, 4, 5, 6, 7]);
  test.same(plain.actions.shape, [1, 7]);
  const told = CARD.replace('state: {}', 'state: { mean: [1, 1, 1, 1, 1, 1, 3], std: [2, 2, 2, 2, 2, 2, 4] }');
  test.same(numbers((await answered(test, ECHO, told, { state })).actions), [0, 0.5, 1, 1.5, 2, 2.5, 1]);
  const ranged = CARD.replace('state: {}', 'state: { min: [0], max: [8] }');
  test.same(numbers((await answered(test, ECHO, ranged, { state })).actions), [-0.75, -0.5, -0.25, 0, 0.25, 0.5, 0.75]);
  const back = CARD.replace('{ name: actions }', '{ name: actions, min: [0], max: [4] }');
  test.same(numbers((await answered(test, ECHO, back, { state })).actions), [4, 6, 8, 10, 12, 14, 16]);
  const both = ranged.replace('{ name: actions }', '{ name: actions, min: [0], max: [8] }');
  test.same(numbers((await answered(test, ECHO, both, { state })).actions), [1, 2, 3, 4, 5, 6, 7]);
});

t.test('a picture is normalised by channel, whichever comes first', async (test) => {
  const graph = (shape: readonly number[]): OnnxGraph => ({
    ...ECHO,
    inputs: [{ name: 'camera', shape }],
    constants: [{ name: 'rows', shape: [3], values: BigInt64Array.of(1n, 2n, 6n) }],
    outputs: [{ name: 'actions', shape: [1, 2, 6] }],
    nodes: [['Reshape', ['camera', 'rows'], 'actions']],
  });
  const card = (layout: string) => `map:
  images: { camera: { camera: front, renderPx: [2, 2], layout: ${layout}, range: unit } }
  instruction: null
  action: { gripper: none }
inputs: { camera: { mean: [0, 10, 20], std: [1, 2, 4] } }
output: { name: actions }
chunk: 2
`;
  const data = Float32Array.from({ length: 12 }, () => 20);
  const ask = async (shape: readonly number[], layout: string) => {
    const images = { camera: { shape: shape.slice(1), data } };
    return numbers((await answered(test, graph(shape), card(layout), { images })).actions);
  };
  test.same(await ask([1, 3, 2, 2], 'chw'), [20, 20, 20, 20, 5, 5, 5, 5, 0, 0, 0, 0]);
  test.same(await ask([1, 2, 2, 3], 'hwc'), [20, 5, 0, 20, 5, 0, 20, 5, 0, 20, 5, 0]);
});

t.test('a model that hears words gets them as they are, and says so', async (test) => {
  const graph: OnnxGraph = { ...ECHO, inputs: [STATE, { name: 'words', type: 'string', shape: [1] }] };
  const card = CARD.replace('instruction: null', 'instruction: words').replace('state: {}', 'state: {}\n  words: {}');
  const parts = { state: { state: vector(0, 0, 0, 0, 0, 0, 0) }, instruction: { key: 'words', text: 'Pick it up.' } };
  const answer = await answered(test, graph, card, parts);
  test.equal(answer.instructionSent, 'Pick it up.');
  test.equal(answer.timing.sentBytes, 28 + 11);
  test.equal((await answered(test, ECHO, CARD, parts)).instructionSent, null);
});

t.test('what is no number comes through for the policy to answer for', async (test) => {
  const rows = Float32Array.from([0, 0, Number.NaN, 0, 0, 0, Number.POSITIVE_INFINITY]);
  const graph: OnnxGraph = {
    ...ECHO,
    constants: [{ name: 'rows', shape: [1, 1, 7], values: rows }],
    nodes: [['Identity', ['rows'], 'actions']],
  };
  const { actions } = await answered(test, graph, CARD, { state: { state: vector(0, 0, 0, 0, 0, 0, 0) } });
  test.same(numbers(actions), [...rows]);
});

t.test('a model that breaks is no failure of its skill', async (test) => {
  const graph: OnnxGraph = {
    ...ECHO,
    inputs: [{ name: 'state', shape: ['batch', 7] }],
    outputs: [{ name: 'actions', shape: ['a', 'b', 'c'] }],
    constants: [{ name: 'rows', shape: [3], values: BigInt64Array.of(1n, 5n, 7n) }],
  };
  const asked = answered(test, graph, CARD.replace('chunk: 1', 'chunk: 5'), {
    state: { state: vector(0, 0, 0, 0, 0, 0, 0) },
  });
  await test.rejects(asked, { code: 'E_POLICY_SERVER', message: /^the ONNX model failed: .*Reshape/ });
});

t.test('a model that takes too long is given up, and closing it waits for nobody', async (test) => {
  const side = 4000n;
  const graph: OnnxGraph = {
    inputs: [{ name: 'state', shape: [1, 1] }],
    outputs: [{ name: 'actions', shape: [1, 7] }],
    constants: [
      { name: 'large', shape: [2], values: BigInt64Array.of(side, side) },
      { name: 'row', shape: [2], values: BigInt64Array.of(1n, 7n) },
    ],
    nodes: [
      ['Expand', ['state', 'large'], 'wide'],
      ['MatMul', ['wide', 'wide'], 'product'],
      ['ReduceMax', ['product'], 'most'],
      ['Expand', ['most', 'row'], 'actions'],
    ],
  };
  const card = CARD.replace('[tcpAxisAngle, tcpPosition, gripperOpening]', '[gripperOpening]');
  const source = await onnxSource(filesIn(test, graph, card), { ...ONNX_OPTIONS, timeoutSec: '0.1' });
  const model = await source.open();
  const asked = model.infer(request({ state: { state: vector(1) } }));
  await test.rejects(asked, { code: 'E_TIMEOUT', message: 'the ONNX model did not answer within 100 ms' });
  const startMs = performance.now();
  await model.close();
  test.ok(performance.now() - startMs < 2_000);
});

t.test('a model whose process is killed is trouble of the machine, and is closed like any other', async (test) => {
  const source = await onnxSource(filesIn(test, ECHO, CARD), ONNX_OPTIONS);
  const model = await source.open();
  const children = execFileSync('ps', ['-o', 'pid=,args=', '--ppid', `${process.pid}`], { encoding: 'utf8' });
  const pids = children.split('\n').filter((line) => line.includes('session-process'));
  test.equal(pids.length, 1, children);
  process.kill(Number.parseInt(pids[0]!, 10), 'SIGKILL');
  const asked = model.infer(request({ state: { state: vector(0, 0, 0, 0, 0, 0, 0) } }));
  await test.rejects(asked, { code: 'E_POLICY_SERVER', message: /^the ONNX model failed: / });
  await model.close();
});

t.test('the identity follows model, card and threads', async (test) => {
  const file = filesIn(test, ECHO, CARD);
  const first = await onnxSource(file, ONNX_OPTIONS);
  test.same((await onnxSource(file, ONNX_OPTIONS)).identity, first.identity);
  test.same((await onnxSource(file, { ...ONNX_OPTIONS, timeoutSec: '5' })).identity, first.identity);
  test.notSame((await onnxSource(file, { ...ONNX_OPTIONS, threads: '2' })).identity, first.identity);
  writeFileSync(file.replace('.onnx', '.yaml'), `${CARD}# the same, said otherwise\n`);
  test.notSame((await onnxSource(file, ONNX_OPTIONS)).identity, first.identity);
  test.match(first.metadata, { model: /^[0-9a-f]{64}$/, card: /^[0-9a-f]{64}$/, threads: 1 });
  test.same(first.declares, { images: {}, state: { state: 7 }, actionDim: 7, chunk: 1 });
});

const WRONG: readonly (readonly [what: string, edit: (card: string) => string, expected: string, graph?: OnnxGraph])[] =
  [
    ['no chunk', (c) => c.replace('chunk: 1\n', ''), ':1:1: E_POLICY missing chunk: expected a number, got nothing'],
    [
      'an unknown key',
      (c) => `${c}chunks: 1\n`,
      ':10:1: E_POLICY unknown key "chunks": expected one of description, map, inputs, output, chunk (did you mean "chunk"?)',
    ],
    [
      'a wrong key in the map',
      (c) => c.replace('tcpPosition', 'tcpPlace'),
      ':3:36: E_POLICY map.state.state.parts.1: expected one of tcpPosition,',
    ],
    ['no YAML', () => 'map: [', ':1:'],
    [
      'std without mean',
      (c) => c.replace('state: {}', 'state: { std: [1] }'),
      ':7:10: E_POLICY inputs.state: expected mean and std, or min and max',
    ],
    [
      'an empty range',
      (c) => c.replace('state: {}', 'state: { min: [1], max: [1] }'),
      ':7:10: E_POLICY inputs.state: expected mean and std, or min and max',
    ],
    [
      'an input that the model has not',
      (c) => c.replace('  state: {}', '  state: {}\n  stat: {}'),
      ':8:9: E_POLICY inputs.stat: expected an input of the model: state (did you mean "state"?)',
    ],
    [
      'an input that the card leaves out',
      (c) => c,
      ":7:3: E_POLICY inputs: expected an entry for each input of the model, got none for 'camera' (uint8 [1, any, any, 3])",
      { ...ECHO, inputs: [STATE, { name: 'camera', type: 'uint8', shape: [1, 'h', 'w', 3] }] },
    ],
    [
      'a key that the map has not',
      (c) => c.replace('state: {}', 'state: { from: body }'),
      ":7:10: E_POLICY inputs.state: expected a key of the policy map, one of state, got 'body'",
    ],
    [
      'another length',
      (c) => c.replace(', gripperOpening', ''),
      ":7:10: E_POLICY inputs.state: the policy map gives [6] for 'state', the model takes [1, 7]",
    ],
    [
      'another type',
      (c) => c,
      ':7:10: E_POLICY inputs.state: state goes into float32, float64, the model takes int64',
      {
        ...ECHO,
        inputs: [{ ...STATE, type: 'int64' }],
        outputs: [{ name: 'actions', type: 'int64', shape: [1, 1, 7] }],
      },
    ],
    [
      'too few numbers to normalise by',
      (c) => c.replace('state: {}', 'state: { mean: [0, 0], std: [1, 1] }'),
      ':7:10: E_POLICY inputs.state: expected 1 or 7 numbers in mean and std or min and max, got 2',
    ],
    [
      'an output that the model has not',
      (c) => c.replace('name: actions', 'name: action'),
      ":8:17: E_POLICY output.name: expected an output of the model: actions, got 'action'",
    ],
    [
      'another chunk',
      (c) => c.replace('chunk: 1', 'chunk: 8'),
      ":9:8: E_POLICY chunk: chunk and map.action say [8, 7], output 'actions' is [1, 1, 7]",
    ],
    [
      'another width of actions',
      (c) => c.replace('axis_angle', 'none'),
      ":9:8: E_POLICY chunk: chunk and map.action say [1, 4], output 'actions' is [1, 1, 7]",
    ],
    [
      'a picture for nothing',
      (c) => c.replace('map:', 'map:\n  images: { camera: { camera: front } }'),
      ':2:21: E_POLICY map.images.camera: expected an input of the model that takes it, got none',
    ],
    [
      'words for nothing',
      (c) => c.replace('  instruction: null\n', ''),
      ":1:1: E_POLICY map.instruction: expected an input of the model that takes it, got none for 'prompt' (instruction: null is for a model that hears no words)",
    ],
  ];

for (const [what, edit, expected, graph = ECHO] of WRONG) {
  t.test(`a card with ${what} is refused at its line`, async (test) => {
    const file = filesIn(test, graph, edit(CARD));
    const error = await onnxSource(file, ONNX_OPTIONS).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    test.match(error, { name: 'HarnessError' });
    const line = oneLine(error as HarnessError);
    test.ok(line.includes(`model.yaml${expected}`), line);
  });
}

t.test('no file, no card, no model: each is one line', async (test) => {
  const refused = (place: string | null, options = ONNX_OPTIONS as Parameters<typeof onnxSource>[1]) =>
    onnxSource(place, options).then(
      () => '',
      (error: HarnessError) => oneLine(error),
    );
  const file = filesIn(test, ECHO, CARD);
  test.match(await refused(null), /^E_POLICY policy 'onnx': expected onnx@model.onnx, got no file$/);
  test.match(await refused(`${file}x`), /^E_POLICY policy 'onnx': expected an ONNX model in .*, got no such file$/);
  test.match(
    await refused(file, { ...ONNX_OPTIONS, card: 'other.yaml' }),
    /expected the card .* other.yaml, got ENOENT/,
  );
  test.match(
    await refused(file, { ...ONNX_OPTIONS, threads: '0' }),
    /option threads: expected a whole number from 1 to 64/,
  );
  writeFileSync(file, 'no protobuf');
  test.match(
    await refused(file),
    /^E_POLICY expected an ONNX model in .*model.onnx, got what ONNX Runtime cannot load: /,
  );
  rmSync(file.replace('.onnx', '.yaml'));
  test.match(await refused(file), /expected the card of the model in .*model.yaml, got ENOENT/);
});

t.test('the committed JSON Schema of cards is the current one', async (test) => {
  const committed = readFileSync(join(packageRoot(), 'schemas', 'onnx-card.schema.json'), 'utf8');
  test.same(JSON.parse(committed), JSON.parse(onnxCardSchemaText()), 'npm run schemas writes it');
});
