import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';
import { type WebSocket, WebSocketServer } from 'ws';

export interface FakePolicyServer {
  readonly url: string;
  readonly port: number;
  /** Headers of each handshake. */
  readonly handshakes: readonly Readonly<Record<string, string | string[] | undefined>>[];
}

/** A WebSocket server on a free port that does with each connection what it is told; ended with the test. */
export async function startPolicyServer(
  test: Test,
  serve: (socket: WebSocket, index: number) => void,
): Promise<FakePolicyServer> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, perMessageDeflate: false });
  await once(server, 'listening');
  const handshakes: FakePolicyServer['handshakes'][number][] = [];
  server.on('connection', (socket, request) => serve(socket, handshakes.push(request.headers) - 1));
  test.teardown(() => {
    for (const client of server.clients) client.terminate();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `ws://127.0.0.1:${port}`, port, handshakes };
}
