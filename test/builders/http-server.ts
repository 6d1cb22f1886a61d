import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';

/** Port of an HTTP server that knows no page: what a wrong port of a policy server often is. Ended with the test. */
export async function startHttpServer(test: Test): Promise<number> {
  const server = createServer((_, response) => response.writeHead(404).end('not here')).listen(0, '127.0.0.1');
  await once(server, 'listening');
  test.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}
