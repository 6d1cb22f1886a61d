/** Options of every policy behind a WebSocket. */
export const SOCKET_OPTIONS = {
  /** Environment variable that holds the server's key; none: no key. */
  keyEnv: 'none',
  connectSec: '10',
  /** How long a server that does not take connections yet is tried again. */
  loadSec: '0',
  timeoutSec: '100',
} as const;
