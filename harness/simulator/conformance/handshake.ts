import { WebSocket } from 'ws';
import { encodeMessage } from '../codec.ts';
import { DEADLINES } from '../deadlines.ts';
import { PROTOCOL_VERSION } from '../protocol.ts';
import { socketOptions } from '../socket.ts';
import { type Check, expect, expectRefusal, NOTHING, type Subject, withConnection, withSimulator } from './check.ts';

/** Who may talk, and what happens to who cannot. */
export const HANDSHAKE: readonly Check[] = [
  { name: 'hello says what the bridge is', run: greeting },
  { name: 'another protocol version is refused with both numbers', run: otherVersion },
  { name: 'a wrong token is refused', skip: tokenless, run: wrongToken },
  { name: 'a connection with an Origin header is refused', run: browser },
  { name: 'a message that is not msgpack is refused, and the bridge lives on', run: malformedMessage },
  { name: 'an unknown operation is E_PROTOCOL', run: unknownOperation },
  { name: 'step and observe before reset are E_NOT_RESET', run: beforeReset },
  { name: 'a reply repeats the id of its request', run: repeatedId },
];

async function greeting(subject: Subject): Promise<void> {
  await withSimulator(subject, async ({ info }) => {
    expect(info.actionModes.length > 0, 'at least one action mode', info.actionModes);
    expect('robots/panda' in info.assets, 'robots/panda among the assets', Object.keys(info.assets));
    const short = Object.entries(info.assets).find(([, hash]) => !/^[0-9a-f]{64}$/.test(hash));
    expect(short === undefined, 'a sha256 for each asset', short);
  });
}

async function otherVersion(subject: Subject): Promise<void> {
  const ask = withConnection(
    subject,
    (connection) => {
      const { token } = subject.address;
      return connection.request('hello', { protocol: 999, token }, DEADLINES.helloMs);
    },
    false,
  );
  const message = await expectRefusal(ask, 'E_PROTOCOL_VERSION');
  expect(message.includes('999') && message.includes(String(PROTOCOL_VERSION)), 'both numbers in the message', message);
}

function tokenless({ address }: Subject): string | null {
  return address.token === undefined ? 'the address has no token' : null;
}

async function wrongToken(subject: Subject): Promise<void> {
  const fields = { protocol: PROTOCOL_VERSION, token: `${subject.address.token}!` };
  const ask = withConnection(subject, (connection) => connection.request('hello', fields, DEADLINES.helloMs), false);
  await expectRefusal(ask, 'E_TOKEN');
}

/** A web page must not drive a simulator. */
async function browser({ address }: Subject): Promise<void> {
  const [url, options] = socketOptions(address, DEADLINES.connectMs);
  const socket = new WebSocket(url, { ...options, origin: 'http://page.example' });
  const opened = await new Promise<boolean>((resolve) => {
    socket.once('open', () => resolve(true)).once('error', () => resolve(false));
  });
  socket.on('error', () => {}).terminate();
  expect(!opened, 'a refused connection', 'an open one');
}

/** Its id cannot be known, so that an error under any id will do, and so will a dropped connection. */
async function malformedMessage(subject: Subject): Promise<void> {
  await withConnection(subject, async (connection) => {
    const bytes = Uint8Array.of(0xc1, 0x00, 0xff);
    await expectRefusal(connection.requestBytes(-1, bytes, DEADLINES.helloMs), 'E_PROTOCOL', 'E_DISCONNECTED');
  });
  await withSimulator(subject, async (simulator) => expect(simulator.usable, 'a bridge that still greets', 'none'));
}

async function unknownOperation(subject: Subject): Promise<void> {
  await withConnection(subject, async (connection) => {
    const bytes = encodeMessage({ id: 77, op: 'dance' });
    await expectRefusal(connection.requestBytes(77, bytes, DEADLINES.helloMs), 'E_PROTOCOL');
  });
}

async function beforeReset(subject: Subject): Promise<void> {
  await withConnection(subject, async (connection) => {
    await expectRefusal(connection.request('observe', { observe: NOTHING }, DEADLINES.observeMs), 'E_NOT_RESET');
  });
}

async function repeatedId(subject: Subject): Promise<void> {
  await withConnection(subject, async (connection) => {
    const fields = { scene: subject.scene, seed: 0, observe: NOTHING };
    const bytes = encodeMessage({ id: 1_000_003, op: 'reset', ...fields });
    const reply = await connection.requestBytes(1_000_003, bytes, DEADLINES.resetMs);
    expect(reply.id === 1_000_003, 'id 1000003', reply.id);
  });
}
