import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { packageRoot } from '../../harness/package-root.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { onnxFile } from '../builders/onnx-file.ts';

const EXAMPLE = join(packageRoot(), 'agents', 'onnx', 'examples', 'pick.onnx');

const runOf = (model: string, ...more: readonly string[]) => [
  ...['run', '--suite', 'smoke', '--policy', `onnx@${model}`, '--floors', 'none', '--out', 'run'],
  ...more,
];

t.test('the example lifts the cube far more often than chance', async (test) => {
  const door = new FrontDoor(test);
  const { code, stderr } = await door.run(runOf(EXAMPLE, '--scenario', 'pick', '--episodes', '8', '--seed', '11'));
  test.equal(code, 0, stderr);
  const { model } = JSON.parse(readFileSync(join(door.folder, 'run', 'manifest.json'), 'utf8'));
  test.equal(model.model, createHash('sha256').update(readFileSync(EXAMPLE)).digest('hex'));
  const records = await door.records('run');
  const lifted = records.filter(({ outcome }) => outcome === 'success').length;
  test.equal(records.length, 8);
  // Random motion lifts it in 0 of 200 episodes, this model in 200.
  test.ok(lifted >= 6, `${lifted} of 8`);
  test.same(door.leftBehind(), []);
});

t.test('the example runs the whole smoke suite, which asks for more than it has learnt', async (test) => {
  const door = new FrontDoor(test);
  const { code, stdout, stderr } = await door.run(runOf(EXAMPLE, '--episodes', '1'));
  test.equal(code, 0, stderr);
  test.match(stdout, /! 0 infra error {3}≠ 0 invalid {3}– 0 not run/);
  const records = await door.records('run');
  test.ok(records.every(({ outcome }) => outcome === 'success' || outcome === 'failure'));
  test.ok(records.every(({ instructionSent }) => instructionSent === null));
});

const CARD = `map:
  state: { state: [tcpPosition] }
  instruction: null
inputs: { state: {} }
output: { name: actions }
chunk: 1
`.replace('[tcpPosition]', '{ parts: [tcpPosition] }');

function modelOf(door: FrontDoor, values: readonly number[], card: string): string {
  const state = { name: 'state', shape: [1, 3] };
  const rows = { name: 'rows', shape: [1, 1, 7], values: Float32Array.from(values) };
  const outputs = [{ name: 'actions', shape: [1, 1, 7] }];
  const nodes = [['Identity', ['rows'], 'actions']] as const;
  writeFileSync(join(door.folder, 'model.onnx'), onnxFile({ inputs: [state], outputs, constants: [rows], nodes }));
  door.file('model.yaml', card);
  return 'model.onnx';
}

t.test('a model that answers with no numbers has failed', async (test) => {
  const door = new FrontDoor(test);
  const model = modelOf(door, [0, 0, Number.NaN, 0, 0, 0, 1], CARD);
  const { code, stderr } = await door.run(runOf(model, '--scenario', 'pick', '--episodes', '1'), []);
  test.equal(code, 0, stderr);
  const [record] = await door.records('run');
  test.match(record, { outcome: 'failure', end: 'invalid_action', steps: 0 });
});

t.test('what cannot be run is refused before the first episode, in one line', async (test) => {
  const door = new FrontDoor(test);
  const missing = await door.run(runOf('nothing.onnx'), []);
  test.equal(missing.code, 2);
  test.match(missing.stderr, /E_POLICY policy 'onnx': expected an ONNX model in nothing.onnx, got no such file\n$/);
  const model = modelOf(door, [0, 0, 0, 0, 0, 0, 1], CARD.replace('chunk: 1', 'chunk: 4'));
  const wrong = await door.run(runOf(model), []);
  test.equal(wrong.code, 2);
  test.match(
    wrong.stderr,
    /model.yaml:6:8: E_POLICY chunk: chunk and map.action say \[4, 7\], output 'actions' is \[1, 1, 7\]\n$/,
  );
});
