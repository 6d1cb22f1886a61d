/** What stands at the address of a policy server in place of one: one clear line, exit code 4, and nothing is run. */
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { MsgpackNumpy } from '../../agents/wire/msgpack-numpy.ts';
import { PolicyDoor } from '../builders/policy-run.ts';
import { startPolicyServer } from '../fakes/policy-server.ts';

const KEY = 'a-key-that-is-no-use';

async function listening(test: Test, server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.teardown(() => server.close());
  return (server.address() as AddressInfo).port;
}

const answering =
  (status: number): RequestListener =>
  (_, response) =>
    response.writeHead(status, { server: 'proxy', connection: 'close' }).end();

async function lineOf(test: Test, door: PolicyDoor, policy: string, variables: Record<string, string> = {}) {
  const { code, line, stdout, records } = await door.runPolicy(policy, [], variables);
  test.equal(code, 4, `${policy}: ${line}`);
  test.strictSame(records, [], 'nothing was run');
  test.notOk((line + stdout).includes(KEY), 'no key is said');
  return line;
}

t.test('a web server at the port of a policy server', async (t) => {
  const door = new PolicyDoor(t);
  const port = await listening(t, createHttpServer(answering(404)));
  for (const policy of ['openpi@ws:', 'vla-eval@ws:', 'process@ws:']) {
    const line = await lineOf(t, door, `${policy}//127.0.0.1:${port}`);
    t.match(
      line,
      /^E_POLICY_SERVER .*: expected a WebSocket, got HTTP status 404 from proxy \(is this the right port\?\)$/,
    );
  }
  const zeroMq = await lineOf(t, door, `gr00t@tcp://127.0.0.1:${port}`);
  t.match(zeroMq, /^E_UNREACHABLE gr00t server tcp:\S+: answers, but not in ZeroMQ/);
  const grpc = await lineOf(t, door, `lerobot@127.0.0.1:${port}?type=act&pretrained=some/model&loadSec=5`);
  t.match(grpc, /^E_UNREACHABLE lerobot server 127\.0\.0\.1:\d+ cannot be reached/);
});

t.test('a proxy that wants a key, and one that does not take ours', async (t) => {
  const door = new PolicyDoor(t);
  for (const [status, wire, scheme] of [
    [401, 'starvla', null],
    [403, 'openpi', 'Api-Key'],
    [403, 'vla-eval', 'Bearer'],
  ] as const) {
    const sent: (string | undefined)[] = [];
    const refuse: RequestListener = (request, response) => {
      sent.push(request.headers.authorization);
      answering(status)(request, response);
    };
    const address = `${wire}@ws://127.0.0.1:${await listening(t, createHttpServer(refuse))}`;
    const line = await lineOf(t, door, scheme ? `${address}?keyEnv=KEY` : address, { KEY });
    t.match(line, new RegExp(`^E_POLICY_SERVER .*got HTTP status ${status} from proxy \\(it wants a key, .*keyEnv=`));
    t.strictSame(sent, [scheme ? `${scheme} ${KEY}` : undefined]);
  }
});

t.test('TLS where there is none, and a certificate that nobody vouches for', async (t) => {
  const door = new PolicyDoor(t);
  const plain = await listening(t, createHttpServer(answering(404)));
  t.match(
    await lineOf(t, door, `openpi@wss://127.0.0.1:${plain}`),
    /^E_POLICY_SERVER .*expected TLS, got an answer without \(ws:\/\/ instead of wss:\/\/\?\)$/,
  );
  const { key, cert, file } = certificate(door.folder);
  const port = await listening(t, createTlsServer({ key, cert }, answering(404)));
  t.match(
    await lineOf(t, door, `openpi@wss://localhost:${port}`),
    /^E_UNREACHABLE .*certificate is not trusted: DEPTH_ZERO_SELF_SIGNED_CERT \(.*NODE_EXTRA_CA_CERTS=authority\.pem\)$/,
  );
  const trusted = await lineOf(t, door, `openpi@wss://localhost:${port}`, { NODE_EXTRA_CA_CERTS: file });
  t.match(trusted, /got HTTP status 404/, 'trusted as the hint says');
  t.match(await lineOf(t, door, `openpi@ws://localhost:${port}`), /^E_\w+ openpi server .*(wss:\/\/|loadSec)/);
});

function certificate(folder: string) {
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
  const made = ['-newkey', 'rsa:2048', '-nodes', '-days', '2', ...names, '-keyout', key, '-out', cert];
  execFileSync('openssl', ['req', '-x509', ...made], { stdio: 'ignore' });
  return { key: readFileSync(key), cert: readFileSync(cert), file: cert };
}

t.test('a server of another kind', async (t) => {
  const door = new PolicyDoor(t);
  const metadata = new MsgpackNumpy('binary keys').encode({ checkpoint: 'pi0' });
  const { url } = await startPolicyServer(t, (socket) => socket.send(metadata));
  const silent = await startPolicyServer(t, () => {});
  const cases: readonly (readonly [policy: string, line: RegExp])[] = [
    [`vla-eval@${url}`, /^E_POLICY_SERVER vla-eval server .*: expected a message of type hello, .*, got undefined/],
    [
      `process@${url}`,
      /^E_POLICY_SERVER .*: expected (the reply to request 1 \(hello\), got id undefined|silence between questions, got a frame of \d+ bytes)$/,
    ],
    [`starvla@${url}?timeoutSec=0.3`, /^E_TIMEOUT starvla server .*did not answer within 300 ms/],
    [`vla-eval@${silent.url}?timeoutSec=0.3`, /^E_TIMEOUT vla-eval server .*did not answer within 300 ms/],
  ];
  for (const [policy, line] of cases) t.match(await lineOf(t, door, policy), line);
});
