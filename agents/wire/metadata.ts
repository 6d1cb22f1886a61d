/** What a server says of its model before it is asked anything, as openpi and starVLA do: one frame with a map. */

import { HarnessError } from '../../harness/errors.ts';
import { canonicalJson } from '../../harness/record/canonical.ts';
import { decodeNumpy, isTensor, isWireMap, type Wire, type WireMap } from './msgpack-numpy.ts';
import { greeted, type SocketSettings } from './session.ts';
import { policyChanged } from './trouble.ts';
import type { PolicySocket } from './websocket.ts';

export type Metadata = Readonly<Record<string, unknown>>;

export interface Greeted {
  readonly socket: PolicySocket;
  readonly metadata: Metadata;
}

/** Connects and hears the metadata. */
export async function hearMetadata(settings: SocketSettings): Promise<Greeted> {
  const { socket, said } = await greeted(settings, (first, socket) => decoded(first, socket, 'metadata'));
  return { socket, metadata: plainMap(said) };
}

/**
 * Connects again, to the same model as before.
 * @throws `E_POLICY_CHANGED` where the server now says something else of itself
 */
export async function hearSame(settings: SocketSettings, before: Metadata): Promise<PolicySocket> {
  const { socket, metadata } = await hearMetadata(settings);
  if (canonicalJson(metadata) === canonicalJson(before)) return socket;
  await socket.close();
  throw policyChanged(settings, before, metadata);
}

/** The map in a frame; anything else ends the session. */
export function decoded(frame: Uint8Array, socket: PolicySocket, what: string): WireMap {
  try {
    return decodeNumpy(frame);
  } catch (cause) {
    if (cause instanceof HarnessError) throw socket.fault(`${what}: ${cause.message}`, cause);
    throw cause;
  }
}

/** Arrays become lists: metadata holds few and small ones. */
function plain(value: Wire): unknown {
  if (isTensor(value)) return { shape: value.shape, values: Array.from(value.data as Float64Array, Number) };
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (isWireMap(value)) return plainMap(value);
  return Array.isArray(value) ? value.map(plain) : value;
}

const plainMap = (map: WireMap): Metadata =>
  Object.fromEntries(Object.entries(map).map(([key, value]) => [key, plain(value)]));
