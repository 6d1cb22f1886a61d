/** Why a WebSocket to a server ended: its close code (RFC 6455, 7.4.1), or what broke. */
import type { HarnessError } from '../../harness/errors.ts';
import { brief } from '../brief.ts';
import { type ServerName, serverError } from './trouble.ts';

const CODES: Readonly<Record<number, { readonly message: string; readonly hint?: string }>> = {
  1002: { message: 'says that we broke the WebSocket protocol' },
  1003: { message: 'does not take binary frames', hint: 'is this the right kind of server?' },
  1007: { message: 'could not read our message', hint: 'is this the right kind of server?' },
  1008: { message: 'refuses us', hint: 'it may want a key: keyEnv=NAME_OF_A_VARIABLE' },
  1009: { message: 'finds our message too long', hint: 'smaller or fewer pictures, or a larger limit on the server' },
  1011: { message: 'broke, and did not say why' },
};

/** 1006 is no code on the wire: the connection just ended. */
const VANISHED = 1006;

export function closedError(server: ServerName, code: number, reason: string): HarnessError {
  const known = CODES[code];
  const said = reason ? `: ${brief(reason)}` : '';
  if (known) return serverError(server, 'E_POLICY_SERVER', `${known.message} (close code ${code})${said}`, known);
  const how = code === VANISHED ? 'the connection was lost' : `closed the connection (code ${code})${said}`;
  return serverError(server, 'E_UNREACHABLE', how);
}

/** @param cause what `ws` or the socket below it says */
export function brokenError(
  server: ServerName,
  cause: Error & { readonly code?: unknown },
  maxFrameBytes: number,
): HarnessError {
  if (cause.code === 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH') {
    return serverError(server, 'E_POLICY_SERVER', `sent a frame of more than ${maxFrameBytes} bytes`, { cause });
  }
  const against = String(cause.code).startsWith('WS_ERR_');
  if (against)
    return serverError(server, 'E_POLICY_SERVER', `broke the WebSocket protocol: ${cause.message}`, { cause });
  return serverError(server, 'E_UNREACHABLE', `the connection broke: ${cause.message}`, { cause });
}
