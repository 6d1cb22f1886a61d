/** What a scripted bridge does wrong, and when. Everything here is JSON: it travels on a command line. */
import { existsSync, writeFileSync } from 'node:fs';
import type { Spoil } from './toy-spoils.ts';

export type FaultKind =
  /** Closes each connection before the handshake. */
  | { readonly kind: 'refuse' }
  /** Says hello with this number. */
  | { readonly kind: 'protocol'; readonly version: number }
  /** Never answers. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'late'; readonly delayMs: number }
  | { readonly kind: 'wrongId' }
  | { readonly kind: 'twice' }
  | { readonly kind: 'text' }
  | { readonly kind: 'garbage' }
  /** Breaks the connection without an answer. */
  | { readonly kind: 'drop' }
  /** Ends the process, having said something on standard error. */
  | { readonly kind: 'exit'; readonly code: number; readonly words: string }
  /** Ends the process by a signal to itself. */
  | { readonly kind: 'kill' }
  | { readonly kind: 'error'; readonly code: string; readonly message: string; readonly retryable: boolean }
  /** World states hold NaN. */
  | { readonly kind: 'nan' }
  /** Leaves out a field of the reply. */
  | { readonly kind: 'omit'; readonly field: string }
  /** Whatever a scene asks for at this path (`light`, `bodies.target.color`), the world has `value`, and says so. */
  | { readonly kind: 'ignore'; readonly path: string; readonly value: unknown }
  /** Reads back what was asked, and draws the same picture whatever it is. */
  | { readonly kind: 'sameFrames' }
  /** Something is wrong with what the scene is said to look like. */
  | { readonly kind: 'look'; readonly spoil: Spoil }
  /** Neither a closed input nor SIGTERM ends it. */
  | { readonly kind: 'stubborn' };

export type Fault = FaultKind & {
  /** The operation that it happens on; each one where absent. */
  readonly op?: string;
  /** Not before this many control steps of the episode were done. */
  readonly afterSteps?: number;
  /** Not before this many resets of this process, the present one counted. */
  readonly afterResets?: number;
  /** Happens only while this file does not exist, and makes it: once, over restarts of the process. */
  readonly onceFile?: string;
};

export interface Moment {
  readonly op: string;
  readonly stepsDone: number;
  readonly resets: number;
}

/** The first fault that is due, if any. */
export function faultAt(faults: readonly Fault[], moment: Moment): Fault | undefined {
  const due = faults.find((fault) => isDue(fault, moment));
  if (due?.onceFile) writeFileSync(due.onceFile, `${due.kind}\n`);
  return due;
}

function isDue(fault: Fault, { op, stepsDone, resets }: Moment): boolean {
  if (['refuse', 'ignore', 'sameFrames', 'look', 'stubborn'].includes(fault.kind)) return false;
  if ((fault.kind === 'protocol' ? 'hello' : (fault.op ?? op)) !== op) return false;
  if (stepsDone < (fault.afterSteps ?? 0) || resets < (fault.afterResets ?? 0)) return false;
  return !fault.onceFile || !existsSync(fault.onceFile);
}

/** The scene that a bridge with these faults builds. */
export function distorted<T>(scene: T, faults: readonly Fault[]): T {
  const copy = structuredClone(scene);
  for (const fault of faults) if (fault.kind === 'ignore') put(copy, fault.path.split('.'), fault.value);
  return copy;
}

/** Lists are entered by the `name` of their entries. */
function put(node: unknown, path: readonly string[], value: unknown): void {
  const [key, ...rest] = path as [string, ...string[]];
  const owner = node as Record<string, unknown>;
  const child = Array.isArray(node) ? node.find((each) => each.name === key) : owner?.[key];
  if (child === undefined && rest.length > 0) return;
  if (rest.length > 0) put(child, rest, value);
  else owner[key] = value;
}
