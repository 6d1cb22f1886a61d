import { OptionValues } from '../reasoners/option-values.ts';
import { keyOf, socketPlace } from './place.ts';
import type { SOCKET_OPTIONS } from './socket-options.ts';
import { connectPolicy, type PolicySocket, type PolicySocketOptions } from './websocket.ts';

export interface SocketSettings extends PolicySocketOptions {
  /** Longest that one answer is waited for. */
  readonly timeoutMs: number;
}

interface Told {
  readonly policy: string;
  /** What should stand after `@`: `ws://host:8000`. */
  readonly example: string;
  readonly place: string | null;
  readonly options: Readonly<Record<keyof typeof SOCKET_OPTIONS, string>>;
  readonly variables: NodeJS.ProcessEnv;
  /** What the key is sent as, before it in the `Authorization` header. */
  readonly scheme?: 'Api-Key' | 'Bearer';
}

/** @throws `E_POLICY`: expected, got; never with a key in it */
export function socketSettings({
  policy,
  example,
  place,
  options,
  variables,
  scheme = 'Api-Key',
}: Told): SocketSettings {
  const values = new OptionValues(policy, options);
  const seconds = (key: 'connectSec' | 'loadSec' | 'timeoutSec', least: number): number =>
    1000 * values.number(key, { least, most: 3600 });
  const secret = keyOf(policy, options.keyEnv, variables);
  return {
    name: `${policy} server`,
    url: socketPlace(policy, example, place),
    secret,
    headers: secret === null ? {} : { Authorization: `${scheme} ${secret}` },
    connectMs: seconds('connectSec', 0.1),
    loadMs: seconds('loadSec', 0),
    timeoutMs: seconds('timeoutSec', 0.1),
  };
}

/** A session whose server speaks first; closed where `read` throws. */
export async function greeted<T>(
  settings: SocketSettings,
  read: (first: Uint8Array, socket: PolicySocket) => T | Promise<T>,
): Promise<{ readonly socket: PolicySocket; readonly said: T }> {
  const socket = await connectPolicy(settings);
  try {
    return { socket, said: await read(await socket.receive(settings.connectMs), socket) };
  } catch (error) {
    await socket.close();
    throw error;
  }
}
