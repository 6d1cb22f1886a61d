import type { SceneSpec } from '../../types.ts';
import { writeFloat64 } from '../array.ts';
import { encodeMessage } from '../codec.ts';
import type { Connection } from '../connection.ts';
import { DEADLINES } from '../deadlines.ts';
import { NO_RENDERER } from '../protocol.ts';
import { type Check, expectRefusal, NOTHING, type Subject, withConnection } from './check.ts';
import { LOOK_FRONT, withBody } from './scene.ts';

/** What cannot be done is refused by its code, and the connection stays good. */
export const REFUSALS: readonly Check[] = [
  {
    name: 'an unknown model is E_ASSET; of worlds of its own, an unknown task is E_SCENE',
    run: (subject) =>
      subject.scene.foreign
        ? refusedScene(subject, unknownTask(subject.scene), 'E_SCENE')
        : refusedScene(subject, unknownModel(subject.scene), 'E_ASSET'),
  },
  {
    name: 'a scene without bodies is E_SCENE',
    run: (subject) => refusedScene(subject, incomplete(subject.scene), 'E_SCENE', 'E_PROTOCOL'),
  },
  {
    name: 'an action with NaN is E_ACTION',
    run: (subject) => refusedStep(subject, 'ee_delta', [0, 0, Number.NaN, 0, 0, 0, 1]),
  },
  { name: 'an action of a wrong length is E_ACTION', run: (subject) => refusedStep(subject, 'ee_delta', [0, 0, 1]) },
  { name: 'an unknown mode is E_ACTION', run: (subject) => refusedStep(subject, 'telepathy', [0, 0, 0, 0, 0, 0, 1]) },
  { name: 'an unknown camera is E_OBSERVE', run: (subject) => refusedLook(subject, 'nowhere', 32) },
  { name: 'a picture beyond the limit is E_OBSERVE', run: tooLarge },
];

const unknownModel = (scene: SceneSpec): unknown => withBody(scene, 'target', { model: 'perpetual_motion_machine' });
const unknownTask = (scene: SceneSpec): unknown => ({
  ...scene,
  foreign: { ...scene.foreign, task: 'perpetual motion' },
});
const incomplete = ({ bodies: _, ...rest }: SceneSpec): unknown => rest;

async function refusedScene(subject: Subject, scene: unknown, ...codes: string[]): Promise<void> {
  await withConnection(subject, async (connection) => {
    await expectRefusal(send(connection, { op: 'reset', scene, seed: 1, observe: NOTHING }), ...codes);
    await reset(connection, subject);
  });
}

async function refusedStep(subject: Subject, mode: string, row: readonly number[]): Promise<void> {
  await withConnection(subject, async (connection) => {
    await reset(connection, subject);
    const actions = writeFloat64(Float64Array.from(row), [1, row.length]);
    await expectRefusal(send(connection, { op: 'step', mode, actions, observe: NOTHING }), 'E_ACTION');
    await connection.request('observe', { observe: NOTHING }, DEADLINES.observeMs);
  });
}

async function refusedLook(subject: Subject, name: string, sizePx: number): Promise<void> {
  await withConnection(subject, async (connection) => {
    await reset(connection, subject);
    const observe = { cameras: [{ name, widthPx: sizePx, heightPx: sizePx }], state: [] };
    await expectRefusal(connection.request('observe', { observe }, DEADLINES.observeMs), 'E_OBSERVE');
    const again = subject.info.renderer === NO_RENDERER || subject.scene.foreign ? NOTHING : LOOK_FRONT;
    await connection.request('observe', { observe: again }, DEADLINES.observeMs);
  });
}

function tooLarge(subject: Subject): Promise<void> {
  return refusedLook(subject, 'front', Math.ceil(Math.sqrt(subject.info.limits.maxImagePx)) + 1);
}

const reset = (connection: Connection, { scene }: Subject) =>
  connection.request('reset', { scene, seed: 1, observe: NOTHING }, DEADLINES.resetMs);

/** An id that the connection's own count does not reach. */
const UNCOMMON_ID = 900_001;

/** Sends what the types would not let pass. */
const send = (connection: Connection, fields: Readonly<Record<string, unknown>>) =>
  connection.requestBytes(UNCOMMON_ID, encodeMessage({ id: UNCOMMON_ID, ...fields }), DEADLINES.resetMs);
