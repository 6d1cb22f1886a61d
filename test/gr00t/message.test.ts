import { encode } from '@msgpack/msgpack';
import t from 'tap';
import type { ModelRequest } from '../../agents/action/model.ts';
import { actionsOf } from '../../agents/gr00t/actions.ts';
import { decodeMessage, messageEncoder } from '../../agents/gr00t/message.ts';
import { readModalities } from '../../agents/gr00t/modality.ts';
import { dataOf } from '../../agents/gr00t/observation.ts';
import { Shelf } from '../../agents/wire/shelf.ts';

const shelf = new Shelf();
const encodeMessage = messageEncoder();

const REQUEST: ModelRequest = {
  episodeId: 'a/nominal/0',
  step: 0,
  timeSec: 0,
  images: { 'video.cam': { shape: [2, 2, 3], data: Uint8Array.from({ length: 12 }, (_, at) => at) } },
  state: { 'state.arm': { shape: [3], data: Float32Array.of(0, 1, -0.5) } },
  instruction: { key: 'task', text: 'pick up the cube' },
};
const NOW = { video: 1, state: 1 };

/** A question and an answer as NVIDIA's own serializer writes them. */
const GET_ACTION = [
  '82a8656e64706f696e74aa6765745f616374696f6ea46461746182ab6f62736572766174696f6e83a5766964656f81a363616d82b15f5f',
  '6e6461727261795f636c6173735f5fc3a661735f6e7079c48c934e554d5059010076007b276465736372273a20277c7531272c2027666f',
  '727472616e5f6f72646572273a2046616c73652c20277368617065273a2028312c20312c20322c20322c2033292c207d20202020202020',
  '2020202020202020202020202020202020202020202020202020202020202020202020202020202020200a000102030405060708090a0b',
  'a5737461746581a361726d82b15f5f6e6461727261795f636c6173735f5fc3a661735f6e7079c48c934e554d5059010076007b27646573',
  '6372273a20273c6634272c2027666f727472616e5f6f72646572273a2046616c73652c20277368617065273a2028312c20312c2033292c',
  '207d2020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020',
  '20200a000000000000803f000000bfa86c616e677561676581a47461736b9191b07069636b207570207468652063756265a76f7074696f',
  '6e73c0',
].join('');
const REPLY = [
  '9281a361726d82b15f5f6e6461727261795f636c6173735f5fc3a661735f6e7079c498934e554d5059010076007b276465736372273a20',
  '273c6634272c2027666f727472616e5f6f72646572273a2046616c73652c20277368617065273a2028312c20322c2033292c207d202020',
  '202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020202020200a0000',
  '0000000000000000000000000000000000000000000080',
].join('');

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const from = (text: string): Buffer => Buffer.from(text, 'hex');

t.test('questions are the bytes of the reference', async (t) => {
  t.equal(hex(encodeMessage({ endpoint: 'ping' })), '81a8656e64706f696e74a470696e67');
  const reset = '82a8656e64706f696e74a57265736574a46461746181a76f7074696f6e73c0';
  t.equal(hex(encodeMessage({ endpoint: 'reset', data: { options: null } })), reset);
  t.equal(
    hex(encodeMessage({ endpoint: 'get_action', data: dataOf(REQUEST, 'n1.6', NOW, shelf.reserve) })),
    GET_ACTION,
  );
});

t.test('answers of the reference are read', async (t) => {
  t.same(decodeMessage(from('81a56572726f72b5556e6b6e6f776e20656e64706f696e743a20666f6f')), {
    error: 'Unknown endpoint: foo',
  });
  t.same(decodeMessage(from(REPLY)), [{ arm: { shape: [1, 2, 3], data: new Float32Array(6) } }, {}]);
  t.same(actionsOf(decodeMessage(from(REPLY)), 'n1.6', ['arm']), { shape: [2, 3], data: new Float64Array(6) });
  t.throws(() => decodeMessage(Buffer.from('ERROR')), { code: 'E_POLICY_SERVER', message: 'answered ERROR' });
  t.throws(() => decodeMessage(Buffer.from([0xc1])), { code: 'E_POLICY_SERVER', message: /expected msgpack/ });
});

t.test('arrays of msgpack-numpy are read too, with keys of either kind', async (t) => {
  const data = new Uint8Array(Float32Array.of(1, 2).buffer);
  const words = encode({ nd: true, type: '<f4', kind: '', shape: [1, 2], data });
  const bytes = from(
    `85c4026e64c3c40474797065a33c6634c4046b696e64c400c405736861706592${'0102'}c40464617461c408${hex(data)}`,
  );
  for (const message of [words, bytes]) t.same(decodeMessage(message), { shape: [1, 2], data: Float32Array.of(1, 2) });
});

t.test('one observation in the three forms', async (t) => {
  const shapes = (form: 'n1.5' | 'sim', frames = NOW) =>
    decodeMessage(encodeMessage(dataOf(REQUEST, form, frames, shelf.reserve)));
  t.match(shapes('n1.5'), {
    'video.cam': { shape: [1, 2, 2, 3] },
    'state.arm': { shape: [1, 3] },
    task: ['pick up the cube'],
  });
  t.match(shapes('sim', { video: 2, state: 1 }), {
    observation: {
      'video.cam': { shape: [1, 2, 2, 2, 3] },
      'state.arm': { shape: [1, 1, 3] },
      task: ['pick up the cube'],
    },
    options: null,
  });
  const chw = { ...REQUEST, images: { cam: { shape: [3, 2, 2], data: new Float32Array(12) } } };
  t.throws(() => dataOf(chw, 'n1.6', NOW, shelf.reserve), {
    code: 'E_POLICY',
    message: /layout hwc and range uint8, got \[3,2,2\]/,
  });
});

t.test('what a server says of itself, as a map and as text', async (t) => {
  const config = { delta_indices: [0, 1], modality_keys: ['action.arm', 'gripper'] };
  const keys = { keys: ['arm', 'gripper'], deltaIndices: [0, 1] };
  const told = (as_json: unknown) => readModalities({ action: { __ModalityConfig_class__: true, as_json } });
  t.same(told(config), { form: 'n1.6', of: { action: keys } });
  t.same(told(JSON.stringify(config)), { form: 'n1.5', of: { action: keys } });
  t.same(readModalities({ action: { __ModalityConfig__: true, ...config } }), { form: 'n1.6', of: { action: keys } });
  t.same(readModalities({}), { form: null, of: {} });
  t.throws(() => told({}), {
    code: 'E_POLICY_SERVER',
    message: /expected action: \{delta_indices, modality_keys\}, got/,
  });
  t.throws(() => told('{'), { code: 'E_POLICY_SERVER', message: /expected JSON, got "\{"/ });
});

t.test('parts of an answer lie beside each other in the order that was asked for', async (t) => {
  const arm = { shape: [1, 2, 2], data: Float32Array.of(1, 2, 3, 4) };
  const gripper = { shape: [1, 2, 1], data: Float32Array.of(8, 9) };
  const rows = { shape: [2, 3], data: Float64Array.of(8, 1, 2, 9, 3, 4) };
  t.same(actionsOf([{ arm, gripper }, {}], 'n1.6', ['gripper', 'arm']), rows);
  t.same(actionsOf([{ 'action.arm': arm, 'action.gripper': gripper }, {}], 'sim', ['gripper', 'arm']), rows);
  const flat = { 'action.arm': { ...arm, shape: [2, 2] }, 'action.gripper': { ...gripper, shape: [2] } };
  t.same(actionsOf(flat, 'n1.5', ['gripper', 'arm']), rows);
  t.same(actionsOf([{ arm }, {}], 'n1.6', []), { shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) });
  const empty = { shape: [1, 0, 2], data: new Float32Array(0) };
  t.same(actionsOf([{ arm: empty }, {}], 'n1.6', ['arm']).shape, [0, 2], 'no row is for others to judge');
});

t.test('answers out of protocol', async (t) => {
  const arm = { shape: [1, 2, 2], data: new Float32Array(4) };
  const refused = (reply: unknown, message: RegExp) =>
    t.throws(() => actionsOf(reply, 'n1.6', ['arm', 'gripper']), { code: 'E_POLICY_SERVER', message });
  refused({ arm }, /expected \[map of actions, info\], got a map of arm/);
  refused([{ arm }, {}], /expected an array 'gripper', got a map of arm/);
  refused(
    [{ arm, gripper: { shape: [1, 3, 1], data: new Float32Array(3) } }, {}],
    /as many rows as each other, got 2, 3/,
  );
  refused(
    [{ arm: { shape: [2, 2, 1, 1], data: new Float32Array(4) } }, {}],
    /'arm' of shape \[1, T, D\], got \[2,2,1,1\]/,
  );
  t.throws(() => actionsOf([{ arm }, {}], 'n1.5', ['arm']), {
    code: 'E_POLICY_SERVER',
    message: /expected a map of actions, got a list of 2/,
  });
});
