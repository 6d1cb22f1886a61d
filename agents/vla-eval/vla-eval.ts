/** vla-eval model servers: CogACT, OpenVLA-OFT, X-VLA, pi0 and whatever else is served by its `run_server`. */
import { isDeepStrictEqual } from 'node:util';
import { HarnessError } from '../../harness/errors.ts';
import { harnessVersion } from '../../harness/run/surroundings.ts';
import type { ActionModelSource } from '../action/model.ts';
import { OptionValues } from '../reasoners/option-values.ts';
import { keyOf, socketPlace } from '../wire/place.ts';
import { policyChanged } from '../wire/trouble.ts';
import { connectPolicy, type PolicySocketOptions } from '../wire/websocket.ts';
import { healthHint } from './health.ts';
import { IMAGE_FORMS } from './images.ts';
import type { VLA_EVAL_OPTIONS } from './options.ts';
import { type SessionOptions, VlaEvalSession } from './session.ts';
import { declarationOf, type Hello } from './specs.ts';

const NAME = 'vla-eval';

type Options = Readonly<Record<keyof typeof VLA_EVAL_OPTIONS, string>>;

interface Way {
  readonly socket: PolicySocketOptions;
  readonly session: SessionOptions;
}

/**
 * Greets the server and learns what it wants and gives.
 * @throws `E_POLICY` for a wrong address or option; `E_UNREACHABLE`, `E_TIMEOUT`, `E_POLICY_SERVER` for the server
 */
export async function vlaEvalSource(place: string | null, options: Options): Promise<ActionModelSource> {
  const way = await wayOf(place, options);
  const { session, hello } = await greeted(way);
  await session.close();
  return {
    identity: [NAME, hello, way.session.images],
    metadata: { ...hello },
    declares: declarationOf(hello),
    timeoutMs: way.session.timeoutMs,
    open: () => sameAs(hello, way),
  };
}

async function wayOf(place: string | null, options: Options): Promise<Way> {
  const values = new OptionValues(NAME, options);
  const url = socketPlace(NAME, 'ws://host:port', place);
  const secret = keyOf(NAME, options.keyEnv, process.env);
  const headers: Record<string, string> = secret ? { authorization: `Bearer ${secret}` } : {};
  const loadMs = 1000 * values.number('loadSec', { least: 0, most: 86_400 });
  return {
    socket: { name: 'vla-eval server', url, secret, headers, connectMs: 10_000, loadMs },
    session: {
      timeoutMs: 1000 * values.number('timeoutSec', { least: 0.1, most: 86_400 }),
      images: values.oneOf('images', IMAGE_FORMS),
      harnessVersion: await harnessVersion(),
      now: Date.now,
    },
  };
}

async function greeted({ socket, session: options }: Way): Promise<{ session: VlaEvalSession; hello: Hello }> {
  const session = new VlaEvalSession(await connectPolicy(socket), options);
  try {
    return { session, hello: await session.hello() };
  } catch (error) {
    await session.close();
    throw await withHealth(error, socket.url);
  }
}

async function withHealth(error: unknown, url: string): Promise<unknown> {
  if (!(error instanceof HarnessError) || error.hint) return error;
  return new HarnessError(error.code, error.message, {
    hint: await healthHint(url),
    told: error.told,
    cause: error.cause,
  });
}

/** @throws `E_POLICY_CHANGED` when another model answers now */
async function sameAs(first: Hello, way: Way): Promise<VlaEvalSession> {
  const { session, hello } = await greeted(way);
  if (isDeepStrictEqual(hello, first)) return session;
  await session.close();
  throw policyChanged(way.socket, first, hello);
}
