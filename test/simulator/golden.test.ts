/** Messages that the Python side wrote, read by this one. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { isMap, mapAt } from '../../harness/simulator/check.ts';
import { decodeMessage, encodeMessage } from '../../harness/simulator/codec.ts';
import { readReading } from '../../harness/simulator/reading.ts';
import { parseHello, parseReset } from '../../harness/simulator/schema.ts';
import { readVisuals } from '../../harness/simulator/visuals.ts';
import { readWorldStates } from '../../harness/simulator/world-state.ts';
import type { ObserveRequest, SceneSpec } from '../../harness/types.ts';

const golden = (name: string) => decodeMessage(readFileSync(join(import.meta.dirname, '../golden', `${name}.msgpack`)));
const observeOf = (name: string) => mapAt(golden(name), 'observe') as unknown as ObserveRequest;

t.test('hello', async (t) => {
  t.equal(golden('hello-request').protocol, 1);
  const { protocol, info } = parseHello(golden('hello-reply'));
  t.equal(protocol, 1);
  t.ok(info.actionModes.length > 0 && info.limits.maxChunk > 0);
  t.equal(info.visuals, true);
});

t.test('reset', async (t) => {
  const scene = mapAt(golden('reset-request'), 'scene') as unknown as SceneSpec;
  const reply = golden('reset-reply');
  const { readBack, names } = parseReset(reply);
  t.same(Object.keys(readBack).sort(), Object.keys(scene).sort());
  t.same(
    readBack.bodies.map(({ name }) => name),
    scene.bodies.map(({ name }) => name),
  );
  const [state] = readWorldStates(reply, 'worldState', 1, names, scene.bodies.length);
  t.same(
    Object.keys(state!.bodies),
    scene.bodies.map(({ name }) => name),
  );
  t.ok((await readReading(reply, observeOf('reset-request'))).framesRendered >= 0);
});

t.test('step', async (t) => {
  const scene = mapAt(golden('reset-request'), 'scene') as unknown as SceneSpec;
  const actions = mapAt(golden('step-request'), 'actions') as unknown as { shape: [number, number] };
  const reply = golden('step-reply');
  const { names } = parseReset(golden('reset-reply'));
  const states = readWorldStates(reply, 'worldStates', actions.shape[0], names, scene.bodies.length);
  t.equal(states.length, actions.shape[0]);
  t.ok(states.every((state, i) => i === 0 || state.timeSec > states[i - 1]!.timeSec));
  await readReading(reply, observeOf('step-request'));
});

t.test('observe, with all that it can hold', async (t) => {
  const asked = observeOf('observe-request');
  const reading = await readReading(golden('observe-reply'), asked);
  t.same(
    Object.keys(reading.cameras),
    asked.cameras.map(({ name }) => name),
  );
  t.same(Object.keys(reading.state).sort(), [...asked.state].sort());
  t.equal(reading.poses?.length, 4 * 7);
});

t.test('visuals: the hashes of both sides agree', async (t) => {
  const { names, readBack } = parseReset(golden('reset-reply'));
  const known = golden('visuals-request').known as string[];
  const asked = { known, names, bodyCount: readBack.bodies.length };
  const { visuals, assets } = readVisuals(golden('visuals-reply'), asked);
  t.same(
    visuals.frames.map(({ kind }) => kind),
    ['fixed', 'body', 'link', 'link', 'link'],
  );
  t.same(
    visuals.parts.map(({ shape }) => shape.kind),
    ['mesh', 'box', 'sphere', 'ellipsoid', 'cylinder', 'capsule', 'mesh', 'mesh'],
  );
  const [table] = visuals.parts;
  t.same(table!.shape.kind === 'mesh' && [...assets.meshes[table!.shape.mesh]!.uvs!], [0, 0, 2, 0, 0, 1]);
  t.match(assets.textures[table!.texture!], { widthPx: 3, heightPx: 2 });
});

t.test('errors', async (t) => {
  for (const [name, retryable] of [
    ['error-reply', false],
    ['error-retryable-reply', true],
  ] as const) {
    const { error } = golden(name);
    t.ok(isMap(error) && typeof error.code === 'string' && typeof error.message === 'string');
    t.equal(mapAt(golden(name), 'error').retryable, retryable);
  }
});

t.test('what is read and written again says the same', async (t) => {
  for (const name of ['reset-request', 'step-request', 'observe-request', 'step-reply', 'visuals-reply']) {
    const message = golden(name);
    t.same(decodeMessage(encodeMessage(message)), message, name);
  }
});
