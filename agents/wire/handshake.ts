/** Why a WebSocket to a server did not open, for a person, and whether it may open later. */
import type { IncomingMessage } from 'node:http';
import type { HarnessError } from '../../harness/errors.ts';
import { type ServerName, serverError } from './trouble.ts';

export interface Refusal {
  readonly error: HarnessError;
  /** True for what a server that still loads its model looks like. */
  readonly passing: boolean;
}

interface Meaning {
  readonly code: 'E_UNREACHABLE' | 'E_POLICY_SERVER';
  readonly message: string;
  readonly hint: string;
  readonly passing?: true;
}

const LOADS = 'is it running? one that still loads its model is waited for with the option loadSec=300';
const PORT = 'is this the right port?';

const MEANINGS: readonly (readonly [RegExp, Meaning])[] = [
  [/^ECONNREFUSED$/, { code: 'E_UNREACHABLE', message: 'refuses connections', hint: LOADS, passing: true }],
  [
    /^(ECONNRESET|EPIPE)$/,
    { code: 'E_UNREACHABLE', message: 'hung up before the WebSocket was open', hint: LOADS, passing: true },
  ],
  [
    /^(ENOTFOUND|EAI_AGAIN)$/,
    { code: 'E_UNREACHABLE', message: 'there is no such host', hint: 'is its name spelt right?' },
  ],
  [
    /^(EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)$/,
    { code: 'E_UNREACHABLE', message: 'there is no way to this host', hint: 'is it on, and in this network?' },
  ],
  [
    /^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER|ERR_SSL_PACKET_LENGTH_TOO_LONG)$/,
    { code: 'E_POLICY_SERVER', message: 'expected TLS, got an answer without', hint: 'ws:// instead of wss://?' },
  ],
  [
    /^HPE_/,
    {
      code: 'E_POLICY_SERVER',
      message: 'expected a WebSocket, got bytes that are not even HTTP',
      hint: `${PORT} A server with TLS is wss://`,
    },
  ],
];

const CERTIFICATE = /CERT|^UNABLE_TO_|ALTNAME|^HOSTNAME_MISMATCH$/;

export function refusalOf(server: ServerName, cause: Error & { readonly code?: unknown }): Refusal {
  const code = typeof cause.code === 'string' ? cause.code : '';
  const known = MEANINGS.find(([pattern]) => pattern.test(code))?.[1] ?? certificate(code) ?? unknown(cause);
  const { message, hint, passing = false } = known;
  return { error: serverError(server, known.code, message, { hint, cause }), passing };
}

/** It speaks HTTP but would not change to a WebSocket. */
export function httpRefusal(server: ServerName, response: IncomingMessage): Refusal {
  const { statusCode = 0, headers } = response;
  const of = headers.server ? ` from ${headers.server}` : '';
  const message = `expected a WebSocket, got HTTP status ${statusCode}${of}`;
  const needsKey = statusCode === 401 || statusCode === 403;
  const hint = needsKey ? 'it wants a key, or another one: keyEnv=NAME_OF_A_VARIABLE' : PORT;
  const passing = statusCode === 502 || statusCode === 503 || statusCode === 504;
  return { error: serverError(server, 'E_POLICY_SERVER', message, { hint }), passing };
}

function certificate(code: string): Meaning | null {
  if (!CERTIFICATE.test(code)) return null;
  const hint = "a certificate of one's own is trusted with NODE_EXTRA_CA_CERTS=authority.pem";
  return { code: 'E_UNREACHABLE', message: `its certificate is not trusted: ${code}`, hint };
}

const unknown = (cause: Error): Meaning => ({ code: 'E_UNREACHABLE', message: cause.message, hint: PORT });
