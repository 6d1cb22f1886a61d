/** Unix sockets as addresses: `ws+unix:///path:/`, with whatever letters a path may have. */
import { connect } from 'node:net';
import type { ClientOptions } from 'ws';

export const unixAddress = (path: string): string => `ws+unix://${path.split('/').map(encodeURIComponent).join('/')}:/`;

/** What `new WebSocket` takes to reach an address; of its own accord `ws` looks for a path of percent signs. */
export function destination(url: string): [string, ClientOptions] {
  if (!url.startsWith('ws+unix:') || !URL.canParse(url)) return [url, {}];
  const path = decoded(new URL(url).pathname.replace(/:[^:/]*\/?$/, ''));
  return ['ws://localhost/', { createConnection: () => connect(path) }];
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
