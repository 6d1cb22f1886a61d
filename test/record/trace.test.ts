import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import t from 'tap';
import type { Trace } from '../../harness/episode/trace.ts';
import { readTrace, writeTrace } from '../../harness/record/trace-file.ts';
import type { VisualPart, Visuals } from '../../harness/render/visuals.ts';
import type { WorldState } from '../../harness/types.ts';

const OLD = join(import.meta.dirname, 'trace-version-1.msgpack');

t.test('a trace of before visuals still reads', async (t) => {
  const trace = await readTrace(OLD);
  t.equal(trace.visuals, null);
  t.equal(trace.initial!.bodies.target!.position[0], 0.5);
  t.same(trace.worldStates[1]!.contacts, [
    ['target', 'gripper'],
    ['receptacle', 'table'],
  ]);
  t.same([trace.actions, trace.chunks, trace.calls[0]!.text], [[[0.1, 0.2, 1], [0.3, 0.4, 0]], [2], 'Going.']); // biome-ignore format: a row an action
});

t.test('what is written is read back, contacts and visuals too', async (t) => {
  const file = join(t.testdir(), 'trace.msgpack');
  const trace = { ...(await readTrace(OLD)), visuals: look(2, 3) };
  await writeTrace(file, trace);
  t.same(await readTrace(file), trace);
  const [initial, ...rest] = [trace.initial!, ...trace.worldStates].map((state, i) => ({
    ...state,
    reported: i === 1,
  }));
  const reporting = { ...trace, initial: initial!, worldStates: rest };
  await writeTrace(file, reporting);
  t.same(await readTrace(file), reporting, 'and what a foreign world reports of itself');
});

t.test('one of a later release, or none, is an error of the records', async (t) => {
  const folder = t.testdir({ 'later.msgpack': Buffer.from([0x81, 0xa7, ...Buffer.from('version'), 9]) });
  await t.rejects(readTrace(join(folder, 'later.msgpack')), {
    code: 'E_RECORDS',
    message: /expected version 1 or 2, got 9/,
  });
  await t.rejects(readTrace(join(folder, 'none.msgpack')), { code: 'E_RECORDS', message: /expected a trace in/ });
});

t.test('240 steps with 8 bodies and all that they look like stay below 200 kB', async (t) => {
  const file = join(t.testdir(), 'trace.msgpack');
  await writeTrace(file, longEpisode());
  const { size } = await stat(file);
  t.ok(size < 200_000, `${size} bytes`);
  t.comment(`${size} bytes`);
  t.equal((await readFile(file)).length, size);
});

/** As many parts as the robot and 8 of the more detailed models have. */
function look(frames: number, parts: number): Visuals {
  const pose = { position: [0.123456, -0.25, 0.5], quaternion: [0, 0, 0.6, 0.8] } as const;
  const part = (i: number): VisualPart => ({
    name: 'distractors0',
    frame: i % frames,
    pose,
    scale: 1,
    shape: { kind: 'mesh', mesh: 'a'.repeat(64) },
    color: [0.1, 0.2, 0.3],
    alpha: 1,
    texture: null,
  });
  return {
    frames: Array.from({ length: frames }, (_, i) => ({ name: `frame${i}`, kind: 'fixed', pose })),
    parts: Array.from({ length: parts }, (_, i) => part(i)),
    handFrame: 0,
  };
}

function longEpisode(): Trace {
  const names = Array.from({ length: 8 }, (_, i) => `distractors${i}`);
  const body = {
    position: [0.1, 0.2, 0.3],
    quaternion: [0, 0, 0, 1],
    linearVelocity: [0, 0, 0],
    angularVelocity: [0, 0, 0],
  } as const;
  const state = (step: number): WorldState => ({
    timeSec: step / 20,
    bodies: Object.fromEntries(names.map((name) => [name, body])),
    jointsRad: [0, 1, 2, 3, 4, 5, 6],
    tcp: { position: [0, 0, 0], quaternion: [0, 0, 0, 1] },
    gripperOpening: 1,
    contacts: [...names.map((name) => [name, 'table'] as const), ['distractors0', 'gripper']],
  });
  return {
    initial: state(0),
    worldStates: Array.from({ length: 240 }, (_, i) => state(i + 1)),
    actions: Array.from({ length: 240 }, () => [0, 1, 2, 3, 4, 5, 6, 1]),
    chunks: Array.from({ length: 30 }, () => 8),
    calls: Array.from({ length: 30 }, (_, i) => ({
      step: i * 8,
      inferenceMs: 1.5,
      actions: 8,
      stage: 'transport',
      text: null,
      declares: null,
      query: null,
    })),
    visuals: look(30, 90),
  };
}
