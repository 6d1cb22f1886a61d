/** The client's checks of a look, and the cache of meshes and textures. */
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import type { HarnessError } from '../../harness/errors.ts';
import { parseAddress } from '../../harness/simulator/address.ts';
import { connectSimulator } from '../../harness/simulator/remote.ts';
import { loadVisuals, type VisualsSource } from '../../harness/visuals/load.ts';
import { AssetStore } from '../../harness/visuals/store.ts';
import { startFakeBridge } from '../fakes/bridge.ts';
import { BLIND, SCENE } from '../fakes/scenes.ts';
import type { Spoil } from '../fakes/toy-spoils.ts';

async function open(test: Test, spoil?: Spoil) {
  const bridge = await startFakeBridge({ faults: spoil ? [{ kind: 'look', spoil }] : [] });
  test.teardown(() => bridge.close());
  const simulator = await connectSimulator(parseAddress(bridge.address));
  test.teardown(() => simulator.close());
  await simulator.reset(SCENE, 0, BLIND);
  return { bridge, simulator };
}

async function folderOf(test: Test): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'visuals-'));
  test.teardown(() => rm(folder, { recursive: true, force: true }));
  return join(folder, 'made', 'when needed');
}

/** A simulator that notes what it was told is known. */
function listening(simulator: VisualsSource) {
  const heard: (readonly string[])[] = [];
  const visuals = (known: readonly string[]) => {
    heard.push(known);
    return simulator.visuals(known);
  };
  return { heard, visuals };
}

const BROKEN: readonly (readonly [Spoil, RegExp])[] = [
  ['nan', /meshes\.\w{64}\.vertices: expected finite numbers, got "NaN"/],
  ['corner', /meshes\.\w{64}\.faces\[1\]: expected corners below 4, got 4/],
  ['normal', /meshes\.\w{64}\.normals\[0\]: expected length 1, got 2/],
  ['normals', /meshes\.\w{64}\.normals\.shape: expected \[4, 3\], got \[3,3\]/],
  ['faceless', /meshes\.\w{64}\.faces: expected at least one face, got "none"/],
  ['hash', /meshes\.\w{64}: expected content of the hash that names it, got "content of \w{64}"/],
  ['frame', /parts\[0\]\.frame: expected a frame below 8, got 99/],
  ['name', /parts\[0\]\.name: expected one of target, receptacle, table, .*, got "ghost"/],
  ['mesh', /parts\[0\]\.shape\.mesh: expected a hash that was sent or known, got "f{64}"/],
  ['texture', /parts\[0\]\.texture: expected a hash that was sent or known, got "f{64}"/],
  ['radius', /parts\.1\.shape\.radiusM: .*, got 0/],
  ['color', /parts\.1\.color\.2: .*, got 1\.5/],
  ['body', /frames\[0\]\.body: expected a body of the scene \(target, receptacle\), got "ghost"/],
  ['parent', /frames\[7\]\.parent: expected a frame before it, below 7, got 7/],
  ['quaternion', /frames\.0\.pose\.quaternion: expected a unit quaternion x y z w, got \[0,0,0,2\]/],
  ['hand', /handFrame: expected a frame below 8, got 8/],
];

for (const [spoil, says] of BROKEN) {
  t.test(`a look with a wrong ${spoil} is E_PROTOCOL and says where`, async (t) => {
    const { simulator } = await open(t, spoil);
    const error = await simulator.visuals([]).then(
      () => t.fail('it was taken') as never,
      (reason: HarnessError) => reason,
    );
    t.equal(error.code, 'E_PROTOCOL');
    t.match(error.message, says);
    t.equal(simulator.usable, false);
  });
}

t.test('a bridge that offers no looks is not asked, and stays usable', async (t) => {
  const { bridge, simulator } = await open(t, 'unoffered');
  t.equal(simulator.info.visuals, false);
  await t.rejects(simulator.visuals([]), {
    code: 'E_VISUALS',
    message: 'expected a bridge that offers visuals, got toy 1',
  });
  t.same(bridge.asked, ['hello', 'reset']);
  t.equal(simulator.usable, true);
});

t.test('poses that are not numbers are E_PROTOCOL', async (t) => {
  const { simulator } = await open(t, 'poseless');
  await t.rejects(simulator.observe({ ...BLIND, poses: true }), {
    code: 'E_PROTOCOL',
    message: /poses\[0\]: expected finite numbers, got "NaN"/,
  });
});

t.test('a texture on a mesh without texture coordinates is E_VISUALS', async (t) => {
  const { simulator } = await open(t, 'noUvs');
  await t.rejects(loadVisuals(simulator, new AssetStore(await folderOf(t))), {
    code: 'E_VISUALS',
    message: /parts\[0\]\.texture: expected no texture on a shape without texture coordinates/,
  });
});

t.test('what came once is kept, in memory and for the next process', async (t) => {
  const { simulator } = await open(t);
  const folder = await folderOf(t);
  const store = new AssetStore(folder);
  const first = listening(simulator);
  const { visuals, assets } = await loadVisuals(first, store);
  const again = await loadVisuals(first, store);
  t.same(
    first.heard.map((known) => known.length),
    [0, 2],
  );
  t.same(again, { visuals, assets });
  t.same((await readdir(folder)).map((file) => file.replace(/^\w{64}/, '')).sort(), ['.mesh', '.texture']);
  const later = listening(simulator);
  t.same(await loadVisuals(later, new AssetStore(folder)), { visuals, assets });
  t.same(
    later.heard.map((known) => known.length),
    [2],
  );
});

t.test('a damaged, a foreign and a lost file are asked for again and mended', async (t) => {
  const { simulator } = await open(t);
  const folder = await folderOf(t);
  const whole = await loadVisuals(simulator, new AssetStore(folder));
  const [mesh, texture] = (await readdir(folder)).sort((a, b) =>
    a.endsWith('.mesh') ? -1 : b.endsWith('.mesh') ? 1 : 0,
  );
  const damage = {
    torn: () => writeFile(join(folder, mesh!), 'torn'),
    'another asset under its name': () => writeFile(join(folder, `${'0'.repeat(64)}.mesh`), 'x').then(() => {}),
    empty: () => writeFile(join(folder, texture!), ''),
  };
  for (const [what, damaged] of Object.entries(damage)) {
    await damaged();
    t.same(await loadVisuals(simulator, new AssetStore(folder)), whole, what);
  }
  const store = new AssetStore(folder);
  await store.known();
  await rm(join(folder, mesh!));
  const asked = listening(simulator);
  t.same(await loadVisuals(asked, store), whole, 'lost after the folder was listed');
  t.equal(asked.heard.length, 2);
  const last = listening(simulator);
  t.same(await loadVisuals(last, new AssetStore(folder)), whole);
  t.equal(last.heard.length, 1, 'mended on disk');
});

t.test('runs at the same time share a folder', async (t) => {
  const folder = await folderOf(t);
  const looks = await Promise.all(
    [1, 2, 3].map(async () => {
      const { simulator } = await open(t);
      return loadVisuals(simulator, new AssetStore(folder));
    }),
  );
  t.same(looks[1], looks[0]);
  t.same(looks[2], looks[0]);
  t.equal((await readdir(folder)).length, 2, 'nothing unfinished is left');
});

t.test('a folder that cannot be made is no failure: memory serves', async (t) => {
  const { simulator } = await open(t);
  const folder = await folderOf(t);
  await writeFile(join(folder, '..', '..', 'made'), 'a file where a folder should be');
  const store = new AssetStore(folder);
  const asked = listening(simulator);
  t.same(await loadVisuals(asked, store), await loadVisuals(asked, store));
  t.same(
    asked.heard.map((known) => known.length),
    [0, 2],
  );
});
