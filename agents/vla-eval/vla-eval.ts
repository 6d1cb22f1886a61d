/** vla-eval model servers: CogACT, OpenVLA-OFT, X-VLA, pi0 and whatever else is served by its `run_server`. */
import { isDeepStrictEqual } from 'node:util';
import { HarnessError } from '../../harness/errors.ts';
import { harnessVersion } from '../../harness/run/surroundings.ts';
import type { ActionModelSource } from '../action/model.ts';
import { OptionValues } from '../reasoners/option-values.ts';
import { socketSettings } from '../wire/session.ts';
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
  const { timeoutMs, ...socket } = socketSettings({
    policy: NAME,
    example: 'ws://host:port',
    place,
    options,
    variables: process.env,
    scheme: 'Bearer',
  });
  const images = new OptionValues(NAME, options).oneOf('images', IMAGE_FORMS);
  return { socket, session: { timeoutMs, images, harnessVersion: await harnessVersion(), now: Date.now } };
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
