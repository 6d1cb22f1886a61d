/** A WebSocket server around a policy: each client gets a session with a policy of its own, one question at a time. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { HarnessError } from '../../harness/errors.ts';
import type { Policy } from '../../harness/types.ts';
import { openpiConversation } from './openpi.ts';
import { type EpisodeTold, ServedSession } from './session.ts';
import { vlaEvalConversation } from './vla-eval.ts';
import type { Said, ServedPolicy, ServedWire } from './wire.ts';

export const SERVED_WIRES = {
  openpi: openpiConversation,
  'vla-eval': vlaEvalConversation,
} as const satisfies Readonly<Record<string, ServedWire>>;

const MAX_FRAME_BYTES = 256 * 1024 * 1024;

export interface ServeOptions {
  readonly wire: keyof typeof SERVED_WIRES;
  readonly host: string;
  readonly port: number;
  readonly policy: ServedPolicy;
  readonly told: EpisodeTold;
  open(): Promise<Policy>;
}

export interface Serving {
  readonly port: number;
  close(): Promise<void>;
}

/** @throws `E_SERVE` where the port cannot be had */
export async function serve(options: ServeOptions): Promise<Serving> {
  const http = createServer(({ url }, response) => {
    const healthy = url === '/healthz' ? 'OK\n' : url === '/health' ? '{"status": "ok"}\n' : null;
    response.writeHead(healthy === null ? 426 : 200).end(healthy ?? 'expected a WebSocket\n');
  });
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false, maxPayload: MAX_FRAME_BYTES });
  sockets.on('connection', (socket) => void talk(socket, options));
  const listening = once(http, 'listening');
  // A port in use reports on the WebSocket server as well; the one below is heard.
  sockets.on('error', () => {});
  http.listen(options.port, options.host);
  await listening.catch((cause: Error) => {
    throw new HarnessError('E_SERVE', `cannot listen on ${options.host}:${options.port}: ${cause.message}`, { cause });
  });
  return {
    port: (http.address() as AddressInfo).port,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      await new Promise((resolve) => http.close(resolve));
    },
  };
}

/** Frames wait for each other: a policy answers one question at a time. */
async function talk(socket: WebSocket, { wire, policy, told, open }: ServeOptions): Promise<void> {
  const frames: Uint8Array[] = [];
  let wake = (): void => {};
  socket.on('message', (data) => {
    frames.push(data as Buffer);
    wake();
  });
  socket.on('close', () => wake());
  socket.on('error', () => socket.terminate());
  let session: ServedSession | null = null;
  try {
    session = new ServedSession(await open(), policy.needs, told);
    const conversation = SERVED_WIRES[wire](policy, session);
    if (conversation.first) socket.send(conversation.first);
    while (socket.readyState === socket.OPEN) {
      const frame = frames.shift();
      if (frame) say(socket, await conversation.hear(frame));
      else await new Promise<void>((resolve) => (wake = resolve));
    }
  } catch (error) {
    say(socket, { text: `${String(error)}\n`, close: { code: 1011, reason: 'no session with the policy' } });
  } finally {
    await session?.close();
  }
}

function say(socket: WebSocket, said: Said | null): void {
  if (said === null || socket.readyState !== socket.OPEN) return;
  if (said instanceof Uint8Array) {
    socket.send(said, { binary: true });
  } else {
    socket.send(said.text);
    socket.close(said.close.code, said.close.reason);
  }
}
