import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HarnessError } from '../errors.ts';

const HOST = '127.0.0.1';
const LIMIT_MS = 5000;

export interface Served {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves one page to this machine alone, until closed.
 * @param port 0 takes a free one
 * @throws HarnessError E_USAGE for a port that cannot be had
 */
export async function servePage(page: string, port: number): Promise<Served> {
  const body = Buffer.from(page);
  const server = createServer((request, response) => answer(request, response, body));
  server.requestTimeout = server.headersTimeout = LIMIT_MS;
  await listen(server, port);
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return { url: `http://${HOST}:${(server.address() as AddressInfo).port}/`, close };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(unavailable(port, cause)));
    server.listen({ port, host: HOST }, resolve);
  });
}

function unavailable(port: number, cause: NodeJS.ErrnoException): HarnessError {
  const got = cause.code === 'EADDRINUSE' ? 'one that is in use' : cause.message;
  return new HarnessError('E_USAGE', `--port ${port}: expected a port to listen on, got ${got}`, {
    hint: 'without --port a free one is taken',
    cause,
  });
}

/** Under another name than this machine's the request is some other site's doing (DNS rebinding). */
const OWN_HOST = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

function answer(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  const status = statusOf(request);
  if (status !== 200) return void response.writeHead(status, { 'Content-Length': 0 }).end();
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': body.length,
    'Cache-Control': 'no-store',
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Content-Security-Policy': "frame-ancestors 'none'",
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}

function statusOf({ headers, method, url = '/' }: IncomingMessage): number {
  if (!OWN_HOST.test(headers.host ?? '')) return 403;
  if (method !== 'GET' && method !== 'HEAD') return 405;
  return url.split('?')[0] === '/' ? 200 : 404;
}
