import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBatch, rewardsOf } from '../../../agents/grounding/rewards/batch.ts';
import { HarnessError } from '../../errors.ts';
import { bodyOf, LONGEST_BODY, TooLong } from './body.ts';

export interface ListenAddress {
  readonly host: string;
  readonly port: number;
}

export interface ServedRewards {
  readonly url: string;
  /** What has come is answered first, within a deadline. */
  close(): Promise<void>;
}

/** A request has to come in this time. */
const REQUEST_LIMIT_MS = 30_000;
const CLOSE_LIMIT_MS = 2000;

interface Reply {
  readonly status: number;
  readonly body: unknown;
}

/** @throws HarnessError E_USAGE for an address that cannot be had */
export async function serveRewards(address: ListenAddress): Promise<ServedRewards> {
  const server = createServer((request, response) => void answer(request, response));
  server.requestTimeout = server.headersTimeout = REQUEST_LIMIT_MS;
  await listen(server, address);
  const { port } = server.address() as AddressInfo;
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return { url: `http://${host}:${port}/`, close: () => close(server) };
}

function listen(server: Server, { host, port }: ListenAddress): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const got = cause.code === 'EADDRINUSE' ? 'one that is in use' : cause.message;
      reject(
        new HarnessError('E_USAGE', `--listen ${host}:${port}: expected an address to listen on, got ${got}`, {
          cause,
        }),
      );
    });
    server.listen({ host, port }, resolve);
  });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const late = setTimeout(() => server.closeAllConnections(), CLOSE_LIMIT_MS);
  await closed;
  clearTimeout(late);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    send(response, await replyTo(request));
  } catch (error) {
    if (!(error instanceof TooLong)) return void response.destroy();
    // The rest of the body is not waited for.
    response.setHeader('Connection', 'close');
    send(response, refusal(413, `body: expected at most ${LONGEST_BODY} bytes`));
    response.once('finish', () => request.destroy());
  }
}

async function replyTo(request: IncomingMessage): Promise<Reply> {
  const path = request.url?.split('?')[0];
  const wanted = path === undefined ? undefined : METHODS[path];
  // A web page must not use what listens on this machine.
  if (request.headers.origin !== undefined)
    return refusal(403, 'expected no Origin header, got a request of a web page');
  if (!wanted) return refusal(404, `expected ${Object.keys(METHODS).join(' or ')}, got ${path}`);
  if (request.method !== wanted) return refusal(405, `expected ${wanted} ${path}, got ${request.method}`);
  return path === '/health' ? { status: 200, body: { ok: true } } : rewarded(await bodyOf(request));
}

const METHODS: Readonly<Record<string, string>> = { '/reward': 'POST', '/health': 'GET' };

function rewarded(text: string): Reply {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return refusal(400, `body: expected JSON, got ${(error as Error).message}`);
  }
  const read = readBatch(value);
  return 'batch' in read ? { status: 200, body: { rewards: rewardsOf(read.batch) } } : refusal(400, read.problem);
}

const refusal = (status: number, error: string): Reply => ({ status, body: { error } });

function send(response: ServerResponse, { status, body }: Reply): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': bytes.length }).end(bytes);
}
