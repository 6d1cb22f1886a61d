import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import t, { type Test } from 'tap';
import type { WebSocket } from 'ws';
import { keyOf, socketPlace } from '../../agents/wire/place.ts';
import { connectPolicy, type PolicySocketOptions } from '../../agents/wire/websocket.ts';
import { HarnessError, oneLine } from '../../harness/errors.ts';
import { closedPort } from '../builders/closed-port.ts';
import { startPolicyServer } from '../fakes/policy-server.ts';

const to = (url: string, more: Partial<PolicySocketOptions> = {}): PolicySocketOptions => ({
  name: 'openpi server',
  url,
  secret: null,
  headers: {},
  connectMs: 2_000,
  loadMs: 0,
  ...more,
});

async function connected(test: Test, serve: (socket: WebSocket) => void, more: Partial<PolicySocketOptions> = {}) {
  const server = await startPolicyServer(test, serve);
  const socket = await connectPolicy(to(server.url, more));
  test.teardown(() => socket.close());
  return { socket, server };
}

async function trouble(work: Promise<unknown>): Promise<HarnessError> {
  const error = await work.then(
    () => new Error('it went well'),
    (cause: unknown) => cause,
  );
  if (error instanceof HarnessError) return error;
  throw error;
}

async function listening(test: Test, server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.teardown(() => server.close());
  return (server.address() as AddressInfo).port;
}

const echo = (socket: WebSocket): void => void socket.on('message', (data) => socket.send(data));
const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values);
const SOON = 2_000;

t.test('questions and answers, what is said first, and a goodbye', async (t) => {
  let code: Promise<unknown[]> | null = null;
  const { socket, server } = await connected(
    t,
    (peer) => {
      peer.send(bytes(0x80));
      echo(peer);
      code = once(peer, 'close');
    },
    { headers: { authorization: 'Api-Key k' } },
  );
  t.equal(server.handshakes[0]!.authorization, 'Api-Key k');
  t.notOk(server.handshakes[0]!['sec-websocket-extensions'], 'nothing is compressed');
  t.strictSame([...(await socket.receive(SOON))], [0x80], 'also when it comes with the handshake');
  for (const size of [0, 1, 125, 126, 65_536, 400_000]) {
    const sent = new Uint8Array(size).fill(7);
    t.ok(Buffer.from(sent).equals(await socket.ask(sent, SOON)), `${size} bytes`);
  }
  await socket.close();
  await socket.close();
  t.equal((await code!)[0], 1000);
  t.equal((await trouble(socket.ask(bytes(1), SOON))).code, 'E_CLOSED');
});

t.test('a server that still loads is waited for as long as it may', async (t) => {
  const port = await closedPort();
  const early = performance.now();
  const refused = await trouble(connectPolicy(to(`ws://127.0.0.1:${port}`)));
  t.ok(performance.now() - early < 400, 'not at all unless told');
  t.match(
    oneLine(refused),
    /^E_UNREACHABLE openpi server ws:\/\/127.0.0.1:\d+: refuses connections \(is it running\? .*loadSec=300\)$/,
  );
  const started = sleep(700).then(async () => {
    const late = createServer((socket) => socket.destroy());
    late.listen(port, '127.0.0.1');
    t.teardown(() => late.close());
  });
  const second = await trouble(connectPolicy(to(`ws://127.0.0.1:${port}`, { loadMs: 1_600 })));
  await started;
  t.match(second.message, /hung up before the WebSocket was open/, 'a proxy whose model is not there yet');
});

t.test('what is no WebSocket is said in one line', async (t) => {
  const web = await listening(
    t,
    createHttpServer((_, response) => response.writeHead(404, { server: 'uvicorn' }).end('no')),
  );
  t.match(
    oneLine(await trouble(connectPolicy(to(`ws://127.0.0.1:${web}`)))),
    /^E_POLICY_SERVER .*: expected a WebSocket, got HTTP status 404 from uvicorn \(is this the right port\?\)$/,
  );
  const guarded = await listening(
    t,
    createHttpServer((_, response) => response.writeHead(401).end()),
  );
  t.match((await trouble(connectPolicy(to(`ws://127.0.0.1:${guarded}`)))).hint, /keyEnv=/);
  const zmq = await listening(
    t,
    createServer((socket) => socket.end(Buffer.from('ff00000000000000017f', 'hex'))),
  );
  t.match((await trouble(connectPolicy(to(`ws://127.0.0.1:${zmq}`)))).message, /got bytes that are not even HTTP$/);
  const silent = await listening(
    t,
    createServer((socket) => void t.teardown(() => socket.destroy())),
  );
  const error = await trouble(connectPolicy(to(`ws://127.0.0.1:${silent}`, { connectMs: 200 })));
  t.match(oneLine(error), /^E_UNREACHABLE .*did not answer within 200 ms/);
  const nowhere = await trouble(connectPolicy(to('ws://no-such-host.invalid:1')));
  t.match(oneLine(nowhere), /^E_UNREACHABLE .*there is no such host/);
});

t.test('trouble with TLS is said in one line', async (t) => {
  const folder = t.testdir({});
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const made = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost', '-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', '-x509', ...made], { stdio: 'ignore' });
  const secure = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (_, response) => response.end());
  const port = await listening(t, secure);
  t.match(
    oneLine(await trouble(connectPolicy(to(`wss://localhost:${port}`)))),
    /^E_UNREACHABLE .*certificate is not trusted: DEPTH_ZERO_SELF_SIGNED_CERT .*NODE_EXTRA_CA_CERTS/,
  );
  const plainToSecure = await trouble(connectPolicy(to(`ws://127.0.0.1:${port}`)));
  t.match(plainToSecure.message, /expected a WebSocket|hung up/);
  const { port: open } = await startPolicyServer(t, echo);
  t.match(
    oneLine(await trouble(connectPolicy(to(`wss://127.0.0.1:${open}`)))),
    /^E_POLICY_SERVER .*expected TLS, got an answer without \(ws:\/\/ instead of wss:\/\/\?\)/,
  );
});

t.test('a traceback is one line for people, and all of it is kept', async (t) => {
  const traceback = 'Traceback (most recent call last):\n  File "policy.py", line 3\nValueError: secret-key is 7\n';
  const { socket } = await connected(
    t,
    (peer) => {
      peer.on('message', () => {
        peer.send(traceback);
        peer.close(1011, 'Internal server error. Traceback included in previous frame.');
      });
    },
    { secret: 'secret-key' },
  );
  const error = await trouble(socket.ask(bytes(1), SOON));
  t.match(oneLine(error), /^E_POLICY_SERVER openpi server .*: its policy failed: ValueError: \*\*\* is 7$/);
  t.equal(error.told, traceback.replace('secret-key', '***'));
  t.equal(await trouble(socket.ask(bytes(1), SOON)), error, 'the first reason stays');
});

t.test('each way in which a session ends early has its words', async (t) => {
  const ends: readonly (readonly [(peer: WebSocket) => void, string, RegExp])[] = [
    [(peer) => peer.close(1011), 'E_POLICY_SERVER', /broke, and did not say why \(close code 1011\)/],
    [(peer) => peer.close(1008, 'bad key'), 'E_POLICY_SERVER', /refuses us \(close code 1008\): bad key/],
    [(peer) => peer.close(1009), 'E_POLICY_SERVER', /finds our message too long/],
    [(peer) => peer.close(1001, 'bye'), 'E_UNREACHABLE', /closed the connection \(code 1001\): bye/],
    [(peer) => peer.terminate(), 'E_UNREACHABLE', /the connection was lost/],
    [() => {}, 'E_TIMEOUT', /did not answer within 150 ms/],
    [(peer) => peer.send(Buffer.alloc(64 * 1024 * 1024 + 1)), 'E_POLICY_SERVER', /sent a frame of more than 67108864/],
  ];
  for (const [act, code, message] of ends) {
    const { socket } = await connected(t, (peer) => void peer.on('message', () => act(peer)));
    const error = await trouble(socket.ask(bytes(1), code === 'E_TIMEOUT' ? 150 : SOON));
    t.match({ code: error.code, message: error.message }, { code, message }, message.source);
  }
});

t.test('an answer that comes too late, or twice, is never taken for another', async (t) => {
  const { socket } = await connected(t, (peer) => {
    peer.on('message', (data) => {
      peer.send(data);
      peer.send(data);
    });
  });
  await socket.ask(bytes(1), SOON);
  await sleep(50);
  t.match((await trouble(socket.ask(bytes(2), SOON))).message, /expected silence between questions, got a frame of 1/);
  const slow = await connected(t, (peer) => void peer.on('message', (data) => setTimeout(() => peer.send(data), 200)));
  t.equal((await trouble(slow.socket.ask(bytes(1), 50))).code, 'E_TIMEOUT');
  await sleep(300);
  t.equal((await trouble(slow.socket.ask(bytes(2), SOON))).code, 'E_TIMEOUT', 'the session is over');
});

t.test('pings are answered, and a server that does not say goodbye is left', async (t) => {
  let pong: Promise<unknown> | null = null;
  const { socket } = await connected(t, (peer) => {
    pong = once(peer, 'pong');
    peer.ping();
  });
  await pong!;
  await socket.close();
  const deaf = await listening(
    t,
    createServer((raw) => {
      t.teardown(() => raw.destroy());
      raw.once('data', (request) => raw.write(handshake(String(request))));
    }),
  );
  const left = await connectPolicy(to(`ws://127.0.0.1:${deaf}`));
  const startMs = performance.now();
  await left.close();
  t.ok(performance.now() - startMs < 2_000);
});

/** The server's side of a WebSocket's handshake (RFC 6455, 4.2.2). */
function handshake(request: string): string {
  const key = /^sec-websocket-key: (.*)$/im.exec(request)![1]!.trim();
  const accept = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const lines = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade'];
  return [...lines, `Sec-WebSocket-Accept: ${accept}`, '', ''].join('\r\n');
}

t.test('addresses and keys', async (t) => {
  const place = (text: string | null) => socketPlace('openpi', 'ws://host:8000', text);
  t.equal(place('ws://gpu:8000/'), 'ws://gpu:8000');
  t.equal(place('wss://host/a/b'), 'wss://host/a/b');
  for (const wrong of [null, '', 'gpu:8000', 'http://gpu:8000', 'ws://', 'ws://h:99999']) {
    t.throws(() => place(wrong), {
      code: 'E_POLICY',
      message: /^policy 'openpi': expected openpi@ws:\/\/host:8000, got/,
    });
  }
  t.throws(() => place('ws://me:pass@gpu:1'), { code: 'E_POLICY', message: /^(?!.*pass@)/, hint: /keyEnv/ });
  t.throws(() => place('htp://me:hush@gpu:1'), { message: /^(?!.*hush)/ });
  t.equal(keyOf('openpi', 'none', {}), null);
  t.equal(keyOf('openpi', 'K', { K: ' abc ' }), 'abc');
  t.throws(() => keyOf('openpi', 'K', {}), { code: 'E_POLICY', message: /expected a key in \$K, got nothing/ });
  t.throws(() => keyOf('openpi', 'K', { K: 'a\nb' }), { message: /got characters that no key has/ });
  t.throws(() => keyOf('openpi', 'sk-123', {}), { message: /^(?!.*sk-123).*expected the name of an environment/ });
});
