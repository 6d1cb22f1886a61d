import t, { type Test } from 'tap';
import { decodeEnvelope, Envelopes, type Message } from '../../../agents/vla-eval/envelope.ts';
import { VLA_EVAL_OPTIONS } from '../../../agents/vla-eval/options.ts';
import { vlaEvalSource } from '../../../agents/vla-eval/vla-eval.ts';
import { closedPort } from '../../builders/closed-port.ts';
import { startPolicyServer } from '../../fakes/policy-server.ts';

const HELLO: Message['payload'] = { harness_version: '0.8.0', protocol_version: 1, model_server: 'Fake' };
const ACTIONS = { actions: { shape: [7], data: new Float32Array(7) } };
const EPISODE = { episodeId: 's/nominal/0', seed: 1, instruction: 'Pick it.', maxSteps: 9, controlHz: 20 };

const question = (step: number) => ({
  ...{ episodeId: EPISODE.episodeId, step, timeSec: step / 20, state: {} },
  images: { agentview: { shape: [2, 2, 3], data: new Uint8Array(12) } },
  instruction: { key: 'task_description', text: 'Pick it.' },
});

type Answer = (asked: Message, index: number) => readonly Message[];

/** A server that answers hello with `hellos` in turn, and observations as it is told. */
async function source(t: Test, answer: Answer, hellos: readonly Message['payload'][] = [HELLO], options = {}) {
  const { url } = await startPolicyServer(t, (socket, connection) => {
    let observations = 0;
    socket.on('message', (data) => {
      const asked = decodeEnvelope(data as Buffer);
      const hello = hellos[Math.min(connection, hellos.length - 1)]!;
      const replies =
        asked.type === 'hello'
          ? [{ ...asked, payload: hello }]
          : asked.type === 'observation'
            ? answer(asked, observations++)
            : [];
      for (const reply of replies) socket.send(new Envelopes().encode(reply, 0));
    });
  });
  return vlaEvalSource(url, { ...VLA_EVAL_OPTIONS, ...options });
}

const right = ({ seq }: Message): Message => ({ type: 'action', payload: ACTIONS, seq });

async function asked(t: Test, answer: Answer, options = {}) {
  const model = await (await source(t, answer, [HELLO], options)).open();
  t.teardown(() => model.close());
  await model.begin(EPISODE);
  await model.infer(question(0));
  return { model, second: model.infer(question(1)) };
}

t.test('an answer to another observation is never an action, and ends the session', async (t) => {
  const { model, second } = await asked(t, (message, i) => [{ ...right(message), seq: message.seq - i }]);
  const wrong = { code: 'E_POLICY_SERVER', message: /: expected action 4, got action 3$/ };
  await t.rejects(second, wrong);
  await t.rejects(model.infer(question(2)), wrong);
});

t.test('a second answer to one question is not taken for the next one', async (t) => {
  const { second } = await asked(t, (message) => [right(message), right(message)]);
  await t.rejects(second, { code: 'E_POLICY_SERVER', message: /got action 3$/ });
});

t.test('answers that cannot be understood', async (t) => {
  const cases: readonly (readonly [Partial<Message>, RegExp])[] = [
    [{ type: 'hello', payload: HELLO }, /: expected action 4, got hello 4$/],
    [{ payload: {} }, /: expected an array as actions, got none$/],
    [{ payload: { actions: [[1, 2], [3]] } }, /: expected an array as actions, got \[\[1,2\],\[3\]\]$/],
    [{ type: 'error', payload: { error: 'a\nb' } }, /: its policy failed: a b$/],
  ];
  for (const [answer, message] of cases) {
    const { second } = await asked(t, (told, i) => [{ ...right(told), ...(i > 0 ? answer : {}) }]);
    await t.rejects(second, { code: 'E_POLICY_SERVER', message });
  }
});

t.test('lists of numbers are actions too', async (t) => {
  const { second } = await asked(t, (told) => [
    {
      ...right(told),
      payload: {
        actions: [
          [1, 2],
          [3, 4],
        ],
      },
    },
  ]);
  t.match(await second, { actions: { shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) } });
});

t.test('silence has an end', async (t) => {
  const { second } = await asked(t, (told, i) => (i === 0 ? [right(told)] : []), { timeoutSec: '0.2' });
  await t.rejects(second, { code: 'E_TIMEOUT', message: /did not answer within 200 ms$/ });
});

t.test('a server that comes back with another model is another policy', async (t) => {
  const other = { ...HELLO, model_server: 'Other' };
  const { open } = await source(t, (told) => [right(told)], [HELLO, HELLO, other]);
  await (await open()).close();
  await t.rejects(open(), { code: 'E_POLICY_CHANGED', message: /expected .*Fake.*, got .*Other/ });
});

t.test('what is no vla-eval server', async (t) => {
  const refused = (place: string | null, options = {}) => vlaEvalSource(place, { ...VLA_EVAL_OPTIONS, ...options });
  await t.rejects(refused(null), { code: 'E_POLICY', message: /expected vla-eval@ws:\/\/host:port, got no address$/ });
  await t.rejects(refused('ws://h:1', { images: 'png' }), {
    code: 'E_POLICY',
    message: /expected one of raw, jpeg, got 'png'$/,
  });
  await t.rejects(refused(`ws://127.0.0.1:${await closedPort()}`), {
    code: 'E_UNREACHABLE',
    message: /refuses connections$/,
  });
  await t.rejects(
    source(t, () => [], [{ ...HELLO, protocol_version: 2 }]),
    {
      code: 'E_POLICY_SERVER',
      message: /: hello.protocol_version: expected 1, got 2$/,
      hint: /is this a vla-eval server/,
    },
  );
});
