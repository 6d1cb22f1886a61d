/** A server with the interface of OpenAI's chat completions, and faults on request. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Test } from 'tap';

export interface ChatRequest {
  readonly authorization: string | null;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: readonly ChatPart[] }[];
    readonly [field: string]: unknown;
  };
}

interface ChatPart {
  readonly type: string;
  readonly text?: string;
  readonly image_url?: { readonly url: string; readonly detail?: string };
}

export interface Fate {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
  /** Bytes of the body after which the connection is cut; 0 is before the head. */
  readonly cutAt?: number;
  readonly silent?: boolean;
}

export interface ChatServer {
  /** With `/v1`. */
  readonly base: string;
  readonly requests: ChatRequest[];
}

export interface ChatSetting {
  /** What completions meet in turn; the last for ever. */
  readonly fates: readonly Fate[];
  readonly models?: readonly object[] | null;
  readonly key?: string;
}

export function completion(content: unknown, rest: object = {}): string {
  return JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 420, completion_tokens: 30, total_tokens: 450 },
    ...rest,
  });
}

/** Gone with the test, its open connections too. */
export async function startChatServer(test: Test, setting: ChatSetting): Promise<ChatServer> {
  const requests: ChatRequest[] = [];
  const server = createServer((request, response) => void respond(request, response, setting, requests));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  test.teardown(() => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  });
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, requests };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  { fates, models = [{ id: 'm', object: 'model' }], key }: ChatSetting,
  requests: ChatRequest[],
): Promise<void> {
  const text = await bodyOf(request);
  if (key && request.headers.authorization !== `Bearer ${key}`) {
    // As OpenAI does: the wrong key comes back in the message.
    send(response, {
      status: 401,
      body: `{"error": {"message": "Incorrect API key: ${request.headers.authorization}"}}`,
    });
    return;
  }
  if (request.url === '/v1/models') {
    send(response, models === null ? { status: 404 } : { body: JSON.stringify({ object: 'list', data: models }) });
    return;
  }
  requests.push({ authorization: request.headers.authorization ?? null, body: JSON.parse(text) });
  send(response, fates[Math.min(requests.length, fates.length) - 1]!);
}

function send(response: ServerResponse, { status = 200, headers = {}, body = '', cutAt, silent }: Fate): void {
  if (silent) return;
  if (cutAt === undefined) {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    return;
  }
  if (cutAt === 0) {
    response.socket?.destroy();
    return;
  }
  response.writeHead(status, { 'content-length': Buffer.byteLength(body) });
  response.write(body.slice(0, cutAt), () => response.socket?.destroy());
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
