/** A trace as bytes and back; runs in browsers too. The files are `trace-file.ts`. */
import { decode, encode } from '@msgpack/msgpack';
import type { PolicyCall, Trace } from '../episode/trace.ts';
import type { Visuals } from '../render/visuals.ts';
import type { WorldState } from '../types.ts';
import { type ContactBlocks, packContacts, unpackContacts } from './contact-blocks.ts';
import { packStates, type StateBlock, unpackStates } from './state-block.ts';

/** Numbers in blocks: actions in full precision (a replay must repeat them bit for bit), states in single. */
interface TraceFile extends StateBlock, ContactBlocks {
  readonly version: 2;
  readonly dim: number;
  readonly chunks: readonly number[];
  readonly actions: Uint8Array;
  readonly calls: readonly PolicyCall[];
  readonly visuals: Visuals | null;
}

/** Before a trace held what the scene looks like, contacts were names. */
interface FirstTraceFile extends Omit<TraceFile, 'version' | 'visuals' | keyof ContactBlocks> {
  readonly version: 1;
  readonly contacts: readonly WorldState['contacts'][];
}

export function encodeTrace(trace: Trace): Uint8Array {
  const states = trace.initial ? [trace.initial, ...trace.worldStates] : [];
  return encode({
    version: 2,
    ...packStates(states),
    ...packContacts(states.map(({ contacts }) => contacts)),
    dim: trace.actions[0]?.length ?? 0,
    chunks: trace.chunks,
    actions: new Uint8Array(Float64Array.from(trace.actions.flat()).buffer),
    calls: trace.calls,
    visuals: trace.visuals,
  } satisfies TraceFile);
}

/** @throws Error for bytes that are no whole trace of a version that this release knows */
export function decodeTrace(bytes: Uint8Array): Trace {
  const file = decode(bytes) as TraceFile | FirstTraceFile;
  if (file.version !== 1 && file.version !== 2) {
    throw new Error(`expected version 1 or 2, got ${(file as { version?: unknown }).version}`);
  }
  const contacts = file.version === 1 ? file.contacts : unpackContacts(file);
  const [initial = null, ...worldStates] = unpackStates(file, contacts);
  const visuals = file.version === 1 ? null : file.visuals;
  // Calls of before there were questions have none.
  const calls = file.calls.map((call) => ({ ...call, query: call.query ?? null }));
  return { initial, worldStates, actions: actionsOf(file), chunks: file.chunks, calls, visuals };
}

function actionsOf({ actions, dim }: TraceFile | FirstTraceFile): number[][] {
  const rows = new Float64Array(new Uint8Array(actions).buffer);
  const count = dim === 0 ? 0 : rows.length / dim;
  return Array.from({ length: count }, (_, i) => [...rows.subarray(i * dim, (i + 1) * dim)]);
}
