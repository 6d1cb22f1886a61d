/** What a policy behind our protocol is, asked before the first episode and again with each session. */
import { isDeepStrictEqual } from 'node:util';
import { loadMap } from '../action/map/load.ts';
import type { ActionModelSource } from '../action/model.ts';
import { policyChanged } from '../wire/trouble.ts';
import type { Hello } from './hello.ts';
import { isFields } from './messages.ts';
import type { PolicyPlace } from './place.ts';
import type { ProtocolSession } from './session.ts';

const OWN_MAP = 'ours';

export interface Asked {
  readonly name: string;
  readonly place: PolicyPlace;
  /** What decides its answers beside what it says of itself. */
  readonly identity: unknown;
  readonly timeoutMs: number;
}

export async function protocolSource({ name, place, identity, timeoutMs }: Asked): Promise<ActionModelSource> {
  const hello = await place.ask((session) => session.hello());
  return {
    identity: [identity, hello],
    metadata: { ...hello.policy },
    declares: hello.declares,
    map: await wholeMap(hello.map),
    timeoutMs,
    open: async () => sameAs(hello, await place.connect(), name),
  };
}

/** The sections that a policy declares; what it leaves out is as in `ours`. Undefined where it declares none. */
async function wholeMap(declared: unknown): Promise<unknown> {
  if (!isFields(declared)) return declared;
  return { ...(await loadMap(OWN_MAP)).map, ...declared };
}

/** @throws `E_POLICY_CHANGED` for one that says something else of itself than at first */
async function sameAs(first: Hello, session: ProtocolSession, name: string): Promise<ProtocolSession> {
  const now = await session.hello().catch(async (error: unknown) => {
    await session.close();
    throw error;
  });
  if (isDeepStrictEqual(now, first)) return session;
  await session.close();
  throw policyChanged({ name, url: '', secret: null }, first.policy, now.policy);
}
