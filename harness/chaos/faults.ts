/** What a scripted peer does wrong, and when. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { HarnessError } from '../errors.ts';
import { checkedYaml } from '../scenario/checked-yaml.ts';

/** Of the bridge's protocol and the policy's; `start` is the start of the process, before it listens. */
const OPERATIONS = [
  'start',
  'connect',
  'hello',
  'reset',
  'step',
  'observe',
  'visuals',
  'close',
  'begin',
  'infer',
  'end',
] as const;

/** When a fault is due. */
const when = {
  /** The operation that it happens on; each one where absent. */
  op: z.enum(OPERATIONS).optional(),
  /** Not before this many control steps (of a policy: answers) of the episode. */
  afterSteps: z.int().min(0).default(0),
  /** Not before this many other faults of the script have happened. */
  afterFaults: z.int().min(0).default(0),
  /** Once in a run, over restarts of the process; false: whenever it is due. */
  once: z.boolean().default(true),
};

const simple = <K extends string>(kind: K) => z.strictObject({ kind: z.literal(kind), ...when });
const seconds = z.number().positive().max(86_400);

/** Between peers: what either may do to a connection, an answer or itself. */
const peerFaults = [
  /** Turns the connection away. */
  simple('refuse'),
  /** Takes the connection and never greets. */
  simple('mute'),
  /** Never answers. */
  simple('silent'),
  z.strictObject({ kind: z.literal('late'), sec: seconds, ...when }),
  simple('wrongId'),
  /** An array is shorter than its shape says. */
  simple('wrongShape'),
  /** Every number of every float array. */
  simple('nan'),
  simple('duplicate'),
  simple('text'),
  simple('garbage'),
  /** Half a frame, then the connection is gone. */
  simple('truncated'),
  z.strictObject({ kind: z.literal('huge'), megabytes: z.int().min(1).max(400).default(100), ...when }),
  z.strictObject({ kind: z.literal('slowDrip'), bytesPerSec: z.int().min(1).default(50), ...when }),
  simple('drop'),
  z.strictObject({ kind: z.literal('exit'), code: z.int().min(0).max(125).default(1), ...when }),
  z.strictObject({ kind: z.literal('signal'), signal: z.enum(['SIGKILL', 'SIGSEGV', 'SIGTERM']), ...when }),
  /** The process stops; nothing but SIGKILL ends it. */
  simple('hang'),
  z.strictObject({
    kind: z.literal('error'),
    code: z.string().min(1).default('E_INTERNAL'),
    message: z.string().default('out of luck'),
    ...when,
  }),
  /** Says that it is somebody else. */
  simple('another'),
] as const;

/** Of worlds: as long as the bridge lives. */
const worldFaults = [
  /** Whatever a scene asks for at this path (`bodies.target.color`), the world has `value`, and says so. */
  z.strictObject({ kind: z.literal('ignore'), path: z.string().min(1), value: z.json() }),
  /** Bodies stand where another seed would have put them. */
  z.strictObject({ kind: z.literal('otherSeed'), seed: z.int().min(0) }),
  /** From one control step to another (0: at reset) a body is said to be in the middle of a zone. */
  z.strictObject({
    kind: z.literal('moved'),
    body: z.string(),
    onto: z.string(),
    fromStep: z.int().min(0),
    toStep: z.int().min(0),
  }),
] as const;

/** The name of the kind of each. */
const kindsOf = (forms: readonly { readonly shape: { readonly kind: { readonly value: string } } }[]): string[] =>
  forms.map(({ shape }) => shape.kind.value);

const oneOf = (kinds: readonly string[]) => ({ error: `expected one of ${kinds.join(', ')}` });

const peerFault = z.discriminatedUnion('kind', peerFaults, oneOf(kindsOf(peerFaults)));
const bridgeFault = z.discriminatedUnion(
  'kind',
  [...peerFaults, ...worldFaults],
  oneOf(kindsOf([...peerFaults, ...worldFaults])),
);

const form = z.strictObject({
  bridge: z.array(bridgeFault).default([]),
  policy: z.array(peerFault).default([]),
});

export type PeerFault = z.infer<typeof peerFault>;
export type WorldFault = z.infer<(typeof worldFaults)[number]>;
export type Script = z.infer<typeof form>;
/** As a person writes it, with what goes without saying left out. */
export type ScriptText = z.input<typeof form>;

const WORLD_KINDS: ReadonlySet<string> = new Set(kindsOf(worldFaults));

export const isWorldFault = (fault: Script['bridge'][number]): fault is WorldFault => WORLD_KINDS.has(fault.kind);

/** @throws HarnessError E_SCRIPT with file, line and column */
export function readScript(file: string): Script {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new HarnessError('E_SCRIPT', `cannot read ${file}: expected a file of faults, got ${code}`, { cause });
  }
  return checkedYaml(bytes, file, form, 'E_SCRIPT').value;
}
