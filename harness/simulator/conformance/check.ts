/** What every check of a bridge has at hand, and how one says that something is wrong. */
import { HarnessError } from '../../errors.ts';
import type { ActionMode, ObserveRequest, SceneSpec, SimulatorInfo } from '../../types.ts';
import type { BridgeAddress } from '../address.ts';
import { Connection } from '../connection.ts';
import { DEADLINES } from '../deadlines.ts';
import { connectWhenFree } from '../host.ts';
import { NO_RENDERER, PROTOCOL_VERSION } from '../protocol.ts';
import { farewell, type RemoteSimulator } from '../remote.ts';
import { openSocket } from '../socket.ts';

export interface Subject {
  readonly address: BridgeAddress;
  readonly info: SimulatorInfo;
  /** A scene that the bridge has the models for (see `scene.ts`), or one of the simulator's own. */
  readonly scene: SceneSpec;
}

export interface Check {
  readonly name: string;
  /** Why it does not apply to this bridge; null where it does. */
  readonly skip?: (subject: Subject) => string | null;
  /** Throws when the bridge does not conform. */
  readonly run: (subject: Subject) => Promise<void>;
}

export const NOTHING: ObserveRequest = { cameras: [], state: [] };

/** Throws `E_CONFORMANCE` with what was expected and what came. */
export function expect(holds: boolean, expected: string, got: unknown): void {
  if (holds) return;
  const text = typeof got === 'string' ? got : JSON.stringify(got);
  throw new HarnessError('E_CONFORMANCE', `expected ${expected}, got ${text}`);
}

export function expectNear(got: number, wanted: number, tolerance: number, what: string): void {
  expect(Math.abs(got - wanted) <= tolerance, `${what} ${wanted.toFixed(4)} within ${tolerance}`, got);
}

/** Why a check that looks through a camera of the bridge does not apply. */
export function undrawn({ info }: Subject): string | null {
  return info.renderer === NO_RENDERER ? 'the bridge draws nothing itself' : null;
}

/** Why a check that puts things where it wants them does not apply. */
export function brought({ scene }: Subject): string | null {
  return scene.foreign ? "the world is the simulator's own" : null;
}

/** Of several reasons the first. */
export const unless =
  (...reasons: readonly ((subject: Subject) => string | null)[]): Check['skip'] =>
  (subject) =>
    reasons.map((reason) => reason(subject)).find((each) => each !== null) ?? null;

/** Why a check that drives the robot so does not apply. */
export const without =
  (mode: ActionMode) =>
  ({ info }: Subject): string | null =>
    info.actionModes.includes(mode) ? null : `the bridge has no ${mode}`;

/** A connection of its own for the length of `work`. */
export async function withSimulator<T>(
  { address }: Subject,
  work: (simulator: RemoteSimulator) => Promise<T>,
): Promise<T> {
  const simulator = await connectWhenFree(address, DEADLINES);
  try {
    return await work(simulator);
  } finally {
    await simulator.close();
  }
}

/** A bare connection for messages that the client would never send; greeted where `hello` says so. */
export async function withConnection<T>(
  { address }: Subject,
  work: (connection: Connection) => Promise<T>,
  hello = true,
): Promise<T> {
  await awaitFreeSlot(address);
  const connection = new Connection(await openSocket(address, DEADLINES.connectMs));
  try {
    const fields = { protocol: PROTOCOL_VERSION, token: address.token };
    if (hello) await connection.request('hello', fields, DEADLINES.helloMs);
    return await work(connection);
  } finally {
    if (hello) await farewell(connection, DEADLINES.closeMs);
    connection.end();
  }
}

/** Waits until the connection before has left: a bare one does not try again on `E_BUSY`. */
async function awaitFreeSlot(address: BridgeAddress): Promise<void> {
  await (await connectWhenFree(address, DEADLINES)).close();
}

/** Runs a request that must be refused with this code; returns the message. */
export async function expectRefusal(request: Promise<unknown>, ...codes: string[]): Promise<string> {
  const outcome = await request.then(
    () => null,
    (error: unknown) => error,
  );
  const code = outcome instanceof HarnessError ? outcome.code : String(outcome ?? 'a reply');
  expect(
    codes.includes(code),
    `error ${codes.join(' or ')}`,
    outcome instanceof HarnessError ? `${code} ${outcome.message}` : code,
  );
  return (outcome as HarnessError).message;
}
