/** A policy of ours on vla-eval's wire: one action for each observation, of a chunk one after the other. */
import { HarnessError, oneLine } from '../../harness/errors.ts';
import type { ActionMode } from '../../harness/types.ts';
import { decodeNumpy, isWireMap, MsgpackNumpy, type Wire, type WireMap } from '../wire/msgpack-numpy.ts';
import { pictures } from './pictures.ts';
import type { ServedSession } from './session.ts';
import type { Conversation, ServedPolicy } from './wire.ts';

/** Nobody reads it, but it must be there, as a float. */
const TIMESTAMP = 0.5;

export function vlaEvalConversation(policy: ServedPolicy, session: ServedSession): Conversation {
  const codec = new MsgpackNumpy('text keys');
  const said = (type: string, seq: Wire, payload: WireMap): Uint8Array =>
    codec.encode({ type, payload, seq, timestamp: TIMESTAMP });
  let waiting: readonly (readonly number[])[] = [];
  const next = async (payload: WireMap): Promise<readonly number[]> => {
    const [row, ...rest] = waiting.length > 0 ? waiting : (await session.act(await heardIn(payload))).actions;
    waiting = rest;
    return row!;
  };
  const answers: Readonly<Record<string, (payload: WireMap, seq: Wire) => Promise<Uint8Array | null>>> = {
    hello: async (_, seq) => said('hello', seq, helloOf(policy)),
    observation: async (payload, seq) => {
      const row = Float32Array.from(await next(payload));
      return said('action', seq, { actions: { shape: [row.length], data: row } });
    },
    episode_start: async () => begin(),
    episode_end: async () => begin(),
  };
  const begin = (): null => {
    waiting = [];
    session.forget();
    return null;
  };
  return {
    first: null,
    async hear(frame) {
      let seq: Wire = 0;
      try {
        const { type, payload, seq: told = 0 } = decodeNumpy(frame);
        seq = told;
        const answer = typeof type === 'string' && Object.hasOwn(answers, type) ? answers[type]! : null;
        if (!answer || !isWireMap(payload))
          throw new HarnessError('E_PROTOCOL', `expected a message, got '${String(type)}'`);
        return await answer(payload, seq);
      } catch (error) {
        const words = error instanceof HarnessError ? oneLine(error) : String(error);
        return said('error', seq, { error: `observation_failed: ${words}` });
      }
    },
  };
}

async function heardIn(payload: WireMap) {
  const { images = {}, task_description: instruction } = payload;
  const state = isWireMap(payload.state) ? payload.state : payload;
  return { images: isWireMap(images) ? await pictures(images) : {}, state, instruction };
}

/** The parts of an action in vla-eval's own words, where it has them. */
const SPECS: Readonly<Record<ActionMode, WireMap>> = {
  ee_delta: {
    position: { name: 'position', dims: 3, format: 'delta_xyz', description: 'metres' },
    rotation: { name: 'rotation', dims: 3, format: 'delta_axisangle', description: 'radians' },
    gripper: opening(),
  },
  ee_pose: {
    position: { name: 'position', dims: 3, format: 'absolute_xyz', description: 'metres' },
    rotation: { name: 'rotation', dims: 4, format: 'quaternion_xyzw' },
    gripper: opening(),
  },
  joint_position: { joints: { name: 'joints', dims: 7, format: 'joint_positions' }, gripper: opening() },
  joint_delta: { joints: { name: 'joints', dims: 7, format: 'joint_delta' }, gripper: opening() },
};

function opening(): WireMap {
  return { name: 'gripper', dims: 1, format: 'continuous_open_positive', range: [0, 1], description: '1 is open' };
}

function helloOf({ spec, needs, version }: ServedPolicy): WireMap {
  const images = Object.keys(needs.images).map((name) => [name, { name, dims: 0, format: 'rgb_hwc_uint8' }]);
  const state = Object.entries(needs.state).map(([name, dims]) => [
    name,
    { name, dims: dims ?? 7, format: 'vla-harness' },
  ]);
  const geometry = Object.keys(needs.geometry).map((name) => [name, { name, dims: 0, format: 'vla-harness' }]);
  const words = needs.instruction ? [['task_description', { name: 'language', dims: 0, format: 'language' }]] : [];
  return {
    harness_version: version,
    protocol_version: 1,
    model_server: `vla-harness ${spec.name}`,
    capabilities: {},
    observation_params: { send_state: state.length + geometry.length > 0 },
    action_spec: SPECS[spec.mode],
    observation_spec: Object.fromEntries([...images, ...geometry, ...state, ...words]) as WireMap,
  };
}
