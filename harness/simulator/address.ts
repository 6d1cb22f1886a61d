/** Where a bridge listens: `ws://host:port?token=..`, `wss://..` or `ws+unix:///path/to/socket`. */
import { HarnessError } from '../errors.ts';

export interface BridgeAddress {
  /** Without the token: safe to print. */
  readonly shown: string;
  readonly target: { readonly socketPath: string } | { readonly url: string };
  readonly token: string | undefined;
  /** On this machine: pictures travel raw. */
  readonly loopback: boolean;
}

const SCHEMES = ['ws:', 'wss:', 'ws+unix:'];
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

export const isAddress = (text: string): boolean => /^[a-z][a-z+.-]*:\/\//i.test(text);

/** Throws `E_SIMULATOR` for a text that is no address of a bridge. */
export function parseAddress(text: string): BridgeAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || !SCHEMES.includes(url.protocol)) throw notAnAddress(text);
  const token = url.searchParams.get('token') ?? undefined;
  if (url.protocol === 'ws+unix:') {
    if (url.host !== '' || url.pathname === '') throw notAnAddress(text);
    return { ...socketAddress(decodeURIComponent(url.pathname)), token };
  }
  const shown = `${url.protocol}//${url.host}${url.pathname === '/' ? '' : url.pathname}`;
  return { shown, target: { url: shown }, token, loopback: LOOPBACK.has(url.hostname) };
}

/** A bridge on a Unix socket of this machine. */
export function socketAddress(socketPath: string): BridgeAddress {
  return { shown: `ws+unix://${socketPath}`, target: { socketPath }, token: undefined, loopback: true };
}

function notAnAddress(text: string): HarnessError {
  return new HarnessError(
    'E_SIMULATOR',
    `expected ws://host:port?token=..., wss://... or ws+unix:///path/to/socket, got "${text}"`,
  );
}
