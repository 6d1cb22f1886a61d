import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { checkModel, checkRobot } from '../../../agents/action/map/fits.ts';
import { policyMapSchemaText } from '../../../agents/action/map/json-schema.ts';
import { type LoadedMap, loadMap, mapNames } from '../../../agents/action/map/load.ts';
import { policyMapSchema } from '../../../agents/action/map/schema.ts';
import type { ActionModelSource, ModelDeclaration } from '../../../agents/action/model.ts';
import { mapOf } from '../../../agents/action/options.ts';
import { HarnessError, oneLine } from '../../../harness/errors.ts';
import { packageRoot } from '../../../harness/package-root.ts';
import { FrontDoor } from '../../builders/front-door.ts';

function refusal(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    if (error instanceof HarnessError) return oneLine(error);
    throw error;
  }
  return 'nothing';
}

async function refusalOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => null,
    (reason: unknown) => reason,
  );
  return refusal(() => {
    if (error) throw error;
  });
}

function mapFile(t: Test, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'policy-map-'));
  t.teardown(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'map.yaml');
  writeFileSync(file, text);
  return file;
}

const source = (declares: ModelDeclaration, map?: unknown): ActionModelSource => ({
  identity: 'x',
  metadata: {},
  declares,
  ...(map === undefined ? {} : { map }),
  timeoutMs: 1000,
  open: () => Promise.reject(new Error('not opened here')),
});

const loaded = (told: object): LoadedMap => ({ from: "'mine'", map: policyMapSchema.parse(told) });

t.test('a mistake in a map is one line with its place, expected and got', async (t) => {
  const cases: [text: string, line: string][] = [
    [
      'images:\n  a: { camera: front, fit: paddd }\n',
      ':2:28: E_POLICY images.a.fit: expected one of exact, pad, stretch, crop, got "paddd" (did you mean "pad"?)',
    ],
    ['imagess: {}\n', ':1:1: E_POLICY unknown key "imagess": expected one of description, robot, images'],
    ['images:\n  a: {}\n', ':2:3: E_POLICY missing images.a.camera: expected text, got nothing'],
    ['state:\n  s: { parts: [tcpPlace] }\n', ':2:16: E_POLICY state.s.parts.0: expected one of tcpPosition'],
    [
      'action: { gripper: { open: 1, closed: 1 } }\n',
      ':1:20: E_POLICY action.gripper: expected open and closed to differ',
    ],
    [
      'action: { rotation: rotation_6d, scale: { rotation: 2 } }\n',
      ':1:53: E_POLICY action.scale.rotation: expected 1 unless rotation is axis_angle or euler_xyz',
    ],
    [
      'images:\n  a: { camera: front, fit: exact, sizePx: [224, 224] }\n',
      ':2:28: E_POLICY images.a.fit: expected pad, crop or stretch where sizePx is not renderPx',
    ],
    [
      'images:\n  a: { camera: front }\n  b: { camera: front, renderPx: [8, 8] }\n',
      ':3:33: E_POLICY images.b.renderPx: expected [256, 256], as camera front is drawn for another picture',
    ],
    ['a: 1\na: 2\n', ':2:1: E_POLICY duplicate key: expected each key once in a mapping'],
    ['horizon: -1\n', ':1:10: E_POLICY horizon: expected at least 0, got -1'],
  ];
  for (const [text, expected] of cases) {
    const file = mapFile(t, text);
    const line = await refusalOf(loadMap(file));
    t.ok(line.startsWith(`${file}${expected}`), `${JSON.stringify(text)}\n${line}`);
  }
});

t.test('a map is named, and an unknown one lists the known', async (t) => {
  for (const name of mapNames()) t.ok((await loadMap(name)).map.description, name);
  const line = await refusalOf(loadMap('libreo'));
  t.match(
    line,
    /^E_POLICY unknown policy map 'libreo': expected a \.yaml file or one of .*libero.* \(did you mean "libero"\?\)$/,
  );
  t.match(
    await refusalOf(loadMap('no/such.yaml')),
    /^E_POLICY cannot read no\/such\.yaml: expected a policy map, got ENOENT/,
  );
  const harness = new FrontDoor(t);
  const { stdout } = await harness.run(['list', 'policy-maps']);
  t.match(stdout, /libero +LIBERO as/);
});

t.test('the map asked for goes before that of the model, and that before the usual one', async (t) => {
  const usual = async (map: string, brought?: unknown) =>
    (await mapOf('x', { map, horizon: '' }, source({}, brought), 'ours')).map.description ?? 'none';
  t.match(await usual(''), /own units/);
  t.match(await usual('', { description: 'brought' }), 'brought');
  t.match(await usual('libero', { description: 'brought' }), /LIBERO/);
  t.equal(
    await refusalOf(mapOf('x', { map: '', horizon: '' }, source({}, { horizon: 'soon' }), 'ours')),
    'E_POLICY policy map of policy \'x\': horizon: expected a number, got "soon"',
  );
  t.equal((await mapOf('x', { map: 'libero', horizon: '3' }, source({}), 'ours')).map.horizon, 3);
  t.match(
    await refusalOf(mapOf('x', { map: '', horizon: '-3' }, source({}), 'ours')),
    /option horizon: expected a whole/,
  );
});

t.test('what the model declares and the map does not is refused: expected, got', async (t) => {
  const map = {
    images: { front: { camera: 'front', sizePx: [224, 200] } },
    state: { s: { parts: ['tcpPosition', { zeros: 2 }] } },
    action: { gripper: { open: -1, closed: 1 } },
    horizon: 9,
  };
  const cases: [declares: ModelDeclaration, expected: string][] = [
    [{ images: { front: [200, 224, 3] }, state: { s: 5 }, actionDim: 7, chunk: 9 }, 'nothing'],
    [{ images: { front: [-1, -1, 3] }, state: { s: -1 }, actionDim: -1, leastImages: 1 }, 'nothing'],
    [{ images: { front: [224, 224, 3] } }, 'images.front: expected [224, 224, 3], got [200, 224, 3]'],
    [{ images: { image: [-1, -1, 3] } }, 'images: expected image, got front'],
    [{ leastImages: 2 }, 'images: expected at least 2, got 1'],
    [{ state: {} }, 'state: expected none, got s'],
    [{ state: { s: 8 } }, 'state.s: expected 8 numbers, got 5'],
    [{ actionDim: 8 }, 'action: expected 8 numbers a row, got 7'],
    [
      { actionDim: 8, action: [{ name: 'joints', dims: 8, format: 'radians' }] },
      'action: expected 8 numbers a row (joints 8 radians), got 7',
    ],
    [{ chunk: 8 }, 'horizon: expected at most the 8 actions of an answer, got 9'],
    [{ convention: { position: 'delta', rotation: 'axis_angle', gripper: { open: -1, closed: 1 } } }, 'nothing'],
    [{ convention: { position: 'absolute' } }, 'action.space: expected absolute positions of the hand, got ee_delta'],
    [{ convention: { rotation: 'euler_xyz' } }, 'action.rotation: expected euler_xyz, got axis_angle'],
    [
      { convention: { gripper: { open: 1, closed: -1 } } },
      'action.gripper: expected open 1 and closed -1, got open -1 and closed 1',
    ],
  ];
  for (const [declares, expected] of cases) {
    const line = refusal(() => checkModel('x', loaded(map), source(declares)));
    const hint = ' (choose or write another with --policy-map)';
    t.equal(
      line,
      expected === 'nothing' ? expected : `E_POLICY policy 'x' and policy map 'mine' do not fit: ${expected}${hint}`,
    );
  }
});

t.test('what hangs on the robot is held to the robot of the scene', async (t) => {
  const robot = { name: 'panda', jointsRad: [0, 0, 0, 0, 0, 0, 0], gripperOpening: 1 };
  const check = (told: object, declares: ModelDeclaration = {}) =>
    refusal(() => checkRobot('x', loaded(told), source(declares), robot));
  t.equal(check({ robot: 'panda' }), 'nothing');
  t.match(check({ robot: 'ur5' }), /robot: expected 'ur5', got 'panda' in the scene/);
  const joints = { state: { q: { parts: ['jointPositions'] } } };
  t.equal(check(joints, { state: { q: 7 } }), 'nothing');
  t.match(check(joints, { state: { q: 6 } }), /state\.q: expected 6 numbers, got 7/);
  t.match(check({ action: { space: 'joint_position' } }, { actionDim: 7 }), /action: expected 7 numbers a row, got 8/);
  const beyond = { state: { q: { parts: [{ part: 'jointPositions', take: [0, 7] }] } } };
  t.match(check(beyond), /state\.q: expected numbers 0 to 6 of jointPositions, got 7/);
});

t.test('the committed JSON Schema is the current one', async (t) => {
  const committed = readFileSync(join(packageRoot(), 'schemas', 'policy-map.schema.json'), 'utf8');
  t.same(JSON.parse(committed), JSON.parse(policyMapSchemaText()));
});
