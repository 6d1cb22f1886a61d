import { createHash } from 'node:crypto';
import { appendFileSync, cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { HarnessError } from '../../harness/errors.ts';
import { rotate } from '../../harness/geometry/vector.ts';
import { fromAxes, lookingAt } from '../../harness/library/camera.ts';
import { dataFolder } from '../../harness/library/data-folder.ts';
import { lookUp } from '../../harness/library/library.ts';
import { loadLibrary } from '../../harness/library/load.ts';
import type { Vec3 } from '../../harness/types.ts';

const library = loadLibrary();

t.test('reads every model, robot, look, camera and colour of the package', async (t) => {
  const graspable = Object.values(library.models).filter((model) => model.role === 'graspable');
  t.ok(graspable.length >= 20, `${graspable.length} graspable models`);
  t.ok(new Set(graspable.map((model) => model.category)).size >= 8);
  t.ok(
    graspable.every((model) => model.grasp),
    'each says where it is grasped',
  );
  t.ok(
    Object.values(library.models).every((model) => Object.hasOwn(library.colors, model.color)),
    'each colour is a known word',
  );
  t.ok(
    Object.values(library.looks).every(
      ({ table }) => table.texture === null || library.textures.includes(table.texture),
    ),
  );
  t.ok(library.robots.panda && library.cameras.front && library.cameras.overhead);
});

t.test('an asset is known by the sha256 of its file', async (t) => {
  const bytes = readFileSync(join(dataFolder(), 'models', 'cube.yaml'));
  t.equal(library.assets['models/cube'], createHash('sha256').update(bytes).digest('hex'));
  for (const name of Object.keys(library.models)) t.match(library.assets[`models/${name}`], /^[0-9a-f]{64}$/);
});

t.test('a robot is known by its file, its URDF and its meshes together', async (t) => {
  const folder = copyOfData(t);
  const before = loadLibrary(folder).assets;
  t.same(before, library.assets, 'the same wherever the files lie');
  for (const file of ['panda.yaml', 'panda.urdf', 'panda/hand.obj']) {
    const path = join(folder, 'robots', file);
    const bytes = readFileSync(path);
    appendFileSync(path, '\n');
    const { assets } = loadLibrary(folder);
    t.not(assets['robots/panda'], before['robots/panda'], file);
    t.equal(assets['robots/ur5e'], before['robots/ur5e']);
    writeFileSync(path, bytes);
  }
});

function copyOfData(t: Test): string {
  const folder = mkdtempSync(join(tmpdir(), 'harness-data-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  cpSync(dataFolder(), folder, { recursive: true });
  return folder;
}

t.test('an unknown name says what is known and what was meant', async (t) => {
  t.throws(() => lookUp({ bowl: 1, bin: 2 }, 'bowll', 'model'), {
    code: 'E_SCENARIO',
    message: 'unknown model "bowll": expected one of bowl, bin',
    hint: 'did you mean "bowl"?',
  });
  t.throws(
    () => lookUp({ bowl: 1 }, 'constructor', 'model'),
    HarnessError,
    'what every object inherits is not an entry',
  );
});

t.test('a data file with a stray key or broken YAML is an error that names the file', async (t) => {
  const folder = t.testdir();
  cpSync(dataFolder(), folder, { recursive: true });
  const cube = join(folder, 'models', 'cube.yaml');
  const text = readFileSync(cube, 'utf8');
  writeFileSync(cube, `${text}\nweightKg: 1\n`);
  t.throws(() => loadLibrary(folder), { code: 'E_LIBRARY', message: /cube\.yaml: .*weightKg/ });
  writeFileSync(cube, `${text}\nnoun: [\n`);
  t.throws(() => loadLibrary(folder), { code: 'E_LIBRARY', location: { file: cube } });
});

t.test('a camera looks along z with y down, towards its target', async (t) => {
  const camera = lookingAt('front', 'world', library.cameras.front!);
  const { eyeM, targetM } = library.cameras.front!;
  const ahead = rotate(camera.quaternion, [0, 0, 1]);
  const distance = Math.hypot(...targetM.map((x, i) => x - eyeM[i]!));
  t.ok(targetM.every((x, i) => Math.abs(eyeM[i]! + ahead[i]! * distance - x) < 1e-9));
  t.ok(rotate(camera.quaternion, [0, 1, 0])[2] < 0, 'y of the camera points down in the world');
  t.ok(Math.abs(Math.hypot(...camera.quaternion) - 1) < 1e-12);
});

t.test('axes survive the way through a quaternion, whichever component is largest', async (t) => {
  const frames: [Vec3, Vec3, Vec3][] = [
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
    [
      [1, 0, 0],
      [0, -1, 0],
      [0, 0, -1],
    ],
    [
      [-1, 0, 0],
      [0, 1, 0],
      [0, 0, -1],
    ],
    [
      [-1, 0, 0],
      [0, -1, 0],
      [0, 0, 1],
    ],
    [
      [0, 1, 0],
      [0, 0, 1],
      [1, 0, 0],
    ],
  ];
  for (const [x, y, z] of frames) {
    const q = fromAxes(x, y, z);
    const turned = [rotate(q, [1, 0, 0]), rotate(q, [0, 1, 0]), rotate(q, [0, 0, 1])];
    const same = [x, y, z].every((axis, i) => axis.every((c, j) => Math.abs(c - turned[i]![j]!) < 1e-12));
    t.ok(same, `${x} ${y} ${z}`);
  }
});
