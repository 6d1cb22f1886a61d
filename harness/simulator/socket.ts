/** A WebSocket to a bridge, open and ready: over TCP or a Unix socket, never compressed. */
import { connect, type OnReadOpts, type Socket } from 'node:net';
import WebSocket from 'ws';
import { HarnessError } from '../errors.ts';
import type { BridgeAddress } from './address.ts';

/** Four 4K cameras with depth and segmentation still fit; more is a broken peer. */
const MAX_PAYLOAD_BYTES = 512 * 1024 * 1024;

/** Resolves with an open socket, or rejects with `E_UNREACHABLE` within `deadlineMs`. */
export function openSocket(address: BridgeAddress, deadlineMs: number): Promise<WebSocket> {
  return opened(new WebSocket(...socketOptions(address, deadlineMs)), address, deadlineMs);
}

/** What `new WebSocket` takes to reach a bridge. */
export function socketOptions({ target }: BridgeAddress, deadlineMs: number): [string, WebSocket.ClientOptions] {
  const options: WebSocket.ClientOptions = {
    perMessageDeflate: false,
    maxPayload: MAX_PAYLOAD_BYTES,
    handshakeTimeout: deadlineMs,
    followRedirects: false,
  };
  if ('url' in target) return [target.url, options];
  return ['ws://localhost/', { ...options, createConnection: () => connectLocal(target.socketPath) }];
}

/** A whole 256x256 frame at once; of its own accord Node reads 64 KiB at a time, each into memory that is new. */
const READ_BYTES = 256 * 1024;

/** A Unix socket that reads into one buffer again and again, and hands on copies of just what came. */
function connectLocal(path: string): Socket {
  const onread: OnReadOpts = {
    buffer: Buffer.allocUnsafeSlow(READ_BYTES),
    callback: (bytes, buffer) => socket.push(Buffer.from(buffer.subarray(0, bytes))),
  };
  const socket = connect({ path, onread });
  return socket;
}

function opened(socket: WebSocket, address: BridgeAddress, deadlineMs: number): Promise<WebSocket> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => {
      clearTimeout(timer);
      // A socket that is terminated while connecting reports that once more; nobody is left to hear it.
      socket.removeAllListeners().on('error', () => {});
      socket.terminate();
      reject(new HarnessError('E_UNREACHABLE', `no bridge answers at ${address.shown}: ${cause.message}`, { cause }));
    };
    const timer = setTimeout(() => fail(new Error(`nothing within ${deadlineMs} ms`)), deadlineMs);
    socket.once('error', fail);
    socket.once('open', () => {
      clearTimeout(timer);
      socket.off('error', fail);
      resolve(socket);
    });
  });
}
