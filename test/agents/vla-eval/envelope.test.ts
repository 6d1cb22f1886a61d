import { execFileSync } from 'node:child_process';
import t from 'tap';
import { decodeEnvelope, Envelopes, type Message } from '../../../agents/vla-eval/envelope.ts';
import { declarationOf, helloIn } from '../../../agents/vla-eval/specs.ts';
import { peersPython } from '../../builders/peers.ts';

/** Made with vla-eval's own `pack_message`, `seq` and time as written. */
const VECTORS = {
  hello:
    '84a474797065a568656c6c6fa77061796c6f616486af6861726e6573735f76657273696f6ea5302e342e30b070726f746f636f6c5f76657273696f6e01ac6d6f64656c5f736572766572a44563686fac6361706162696c697469657380b26f62736572766174696f6e5f706172616d7381aa73656e645f7374617465c3ab616374696f6e5f7370656381a76772697070657284a46e616d65a767726970706572a464696d7301a6666f726d6174b562696e6172795f636c6f73655f706f736974697665a572616e676592ff01a373657101a974696d657374616d70cb41d954fc40000000',
  observation:
    '84a474797065ab6f62736572766174696f6ea77061796c6f616483a6696d6167657381a96167656e747669657784ab5f5f6e6461727261795f5fc3a464617461c40c000102030405060708090a0ba56474797065a37c7531a5736861706593020203a673746174657384ab5f5f6e6461727261795f5fc3a464617461c40c000000000000803f000000bfa56474797065a33c6634a573686170659103b07461736b5f6465736372697074696f6eb07069636b207570207468652063756265a373657103a974696d657374616d70cb41d954fc40000000',
  action:
    '84a474797065a6616374696f6ea77061796c6f616481a7616374696f6e7384ab5f5f6e6461727261795f5fc3a464617461c408000000000000003fa56474797065a33c6634a573686170659102a373657103a974696d657374616d70cb41d954fc40000000',
  error:
    '84a474797065a56572726f72a77061796c6f616481a56572726f72d9216f62736572766174696f6e5f6661696c65643a2056616c75654572726f723a2078a373657103a974696d657374616d70cb41d954fc40000000',
  episodeEnd:
    '84a474797065ab657069736f64655f656e64a77061796c6f616483a76d65747269637381a773756363657373c3a5737465707305ab656c61707365645f736563cb3f789374bc6a7efaa373657104a974696d657374616d70cb41d954fc40000000',
};

const TIME_SEC = 1_700_000_000;

const bytesOf = (message: Message): string => Buffer.from(new Envelopes().encode(message, TIME_SEC)).toString('hex');
const read = (hex: string): Message => decodeEnvelope(Buffer.from(hex, 'hex'));

const OBSERVATION: Message = {
  type: 'observation',
  payload: {
    images: { agentview: { shape: [2, 2, 3], data: Uint8Array.from({ length: 12 }, (_, i) => i) } },
    states: { shape: [3], data: Float32Array.of(0, 1, -0.5) },
    task_description: 'pick up the cube',
  },
  seq: 3,
};

t.test('what is sent is byte for byte what vla-eval itself would send', async (t) => {
  t.equal(bytesOf(OBSERVATION), VECTORS.observation);
  const payload = { metrics: { success: true }, steps: 5, elapsed_sec: 0.006 };
  t.equal(bytesOf({ type: 'episode_end', payload, seq: 4 }), VECTORS.episodeEnd);
});

t.test('what vla-eval sends is read', async (t) => {
  const action = read(VECTORS.action);
  t.match(action, { type: 'action', seq: 3 });
  t.strictSame(action.payload.actions, { shape: [2], data: Float32Array.of(0, 0.5) });
  t.match(read(VECTORS.error), { type: 'error', payload: { error: 'observation_failed: ValueError: x' }, seq: 3 });
  t.strictSame(declarationOf(helloIn(read(VECTORS.hello).payload)), {
    state: { states: -1 },
    leastImages: 0,
    action: [{ name: 'gripper', dims: 1, format: 'binary_close_positive [-1, 1]' }],
    convention: { gripper: { open: -1, closed: 1 } },
  });
});

t.test('what is no message of the protocol is told', async (t) => {
  const told = (hex: string): string => {
    try {
      return read(hex).type;
    } catch (error) {
      return (error as Error).message;
    }
  };
  t.equal(told('c1'), 'expected plain msgpack, got an extension');
  t.equal(
    told('80'),
    'expected a message of type hello, observation, action, episode_start, episode_end, error, got undefined',
  );
  t.equal(told('83a474797065a6616374696f6ea77061796c6f616401a373657103'), 'expected a map as payload of action, got 1');
  t.equal(told('82a474797065a6616374696f6ea77061796c6f616480'), 'expected a number as seq of action, got undefined');
  t.equal(
    told('83a474797065a6616374696f6ea77061796c6f616480a373657181a16180'),
    'expected a number as seq of action, got {"a":{}}',
  );
});

t.test('vla-eval itself reads what we send, and we read what it answers', { timeout: 900_000 }, async (t) => {
  const script = `
import sys, numpy as np
from vla_eval.protocol.messages import Message, MessageType, pack_message, unpack_message
message = unpack_message(sys.stdin.buffer.read())
image, state = message.payload["images"]["agentview"], message.payload["states"]
assert image.dtype == np.uint8 and image.shape == (2, 2, 3) and message.seq == 3 and message.timestamp == 1700000000.0
actions = np.stack([state, image.reshape(-1)[:3].astype(np.float32)])
sys.stdout.buffer.write(pack_message(Message(MessageType.ACTION, {"actions": actions}, message.seq)))
`;
  const frame = Buffer.from(new Envelopes().encode(OBSERVATION, TIME_SEC));
  const answer = decodeEnvelope(execFileSync(await peersPython(), ['-c', script], { input: frame }));
  t.strictSame(answer.payload.actions, { shape: [2, 3], data: Float32Array.of(0, 1, -0.5, 0, 1, 2) });
});
