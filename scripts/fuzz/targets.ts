/** Everything that reads what others wrote, with sound inputs to start from, and what it may do with unsound ones. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Encoder } from '@msgpack/msgpack';
import { decodeMessage as decodeGr00t } from '../../agents/gr00t/message.ts';
import { parseAnswer } from '../../agents/grounding/parse/parse.ts';
import { decodeReply, tensorIn } from '../../agents/process/messages.ts';
import { decodeEnvelope } from '../../agents/vla-eval/envelope.ts';
import { decodeNumpy, MsgpackNumpy } from '../../agents/wire/msgpack-numpy.ts';
import { encodeNpy } from '../../agents/wire/npy.ts';
import { HarnessError } from '../../harness/errors.ts';
import { loadLibrary } from '../../harness/library/load.ts';
import { recordIn } from '../../harness/record/log.ts';
import { sealed } from '../../harness/record/sealed-line.ts';
import { parseScenario } from '../../harness/scenario/parse.ts';
import { decodeMessage } from '../../harness/simulator/codec.ts';
import { parseHello, parseReset } from '../../harness/simulator/schema.ts';
import { readVisuals } from '../../harness/simulator/visuals.ts';
import { readWorldStates } from '../../harness/simulator/world-state.ts';
import { record } from '../../test/builders/record.ts';

export interface Target {
  readonly name: string;
  /** Share of all inputs; slow ones get few. */
  readonly weight: number;
  readonly corpus: () => readonly Uint8Array[];
  /** Reads one input; throws what the product's own errors are, and nothing else. */
  readonly read: (bytes: Uint8Array) => unknown;
}

const ROOT = join(import.meta.dirname, '..', '..');
const AT = { file: 'x', line: 1, column: 1 };
const NAMES = ['target', 'receptacle', 'table', 'floor', 'gripper', 'arm'];

const library = loadLibrary();
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');
const bytesOf = (words: string): Uint8Array => Buffer.from(words);

function golden(): Uint8Array[] {
  const folder = join(ROOT, 'test', 'golden');
  return readdirSync(folder)
    .filter((name) => name.endsWith('-reply.msgpack'))
    .map((name) => readFileSync(join(folder, name)));
}

function scenarios(): Uint8Array[] {
  const folder = join(ROOT, 'scenarios');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'));
  return files.map((name) => readFileSync(join(folder, name)));
}

const ARRAY = { dtype: 'float32', shape: [2, 7], data: new Uint8Array(56) };
const TENSOR = { shape: [2, 7], data: new Float32Array(14) };

const policyReplies = (): Uint8Array[] => [
  new Encoder().encode({ id: 1, episodeId: 'a/nominal/0', step: 0, actions: ARRAY, inferMs: 3 }),
  new Encoder().encode({ id: 1, error: { message: 'no', traceback: 'Traceback' } }),
];

function numpyReplies(): Uint8Array[] {
  const codec = new MsgpackNumpy('text keys');
  const copy = (value: object): Uint8Array => Uint8Array.from(codec.encode(value as never));
  return [
    copy({ actions: TENSOR, server_timing: { infer_ms: 3 } }),
    copy({ type: 'action', payload: { actions: TENSOR }, seq: 3, timestamp: 0.5 }),
    copy({ ok: true, data: { actions: TENSOR } }),
  ];
}

const gr00tReplies = (): Uint8Array[] => [
  new Encoder().encode([{ 'action.joints': { __ndarray_class__: true, as_npy: encodeNpy(TENSOR) } }, {}]),
  new Encoder().encode({ nd: true, type: '<f4', shape: [14], data: new Uint8Array(56), kind: '' }),
];

const records = (): Uint8Array[] => [
  bytesOf(JSON.stringify(record({}))),
  bytesOf(sealed(record({ outcome: 'infra_error', error: { code: 'E_TIMEOUT', message: 'late' } }))),
  bytesOf(sealed(record({ conditionId: 'light=dim', factor: 'light', level: 'dim', inferenceMs: [1, 2.5] }))),
];

const answers = (): Uint8Array[] =>
  [
    '<think>Look.</think><output>{"x": 0.5, "y": 0.4, "width": 0.2, "height": 0.1}</output>',
    '<output>[[0.1, 0.2], [0.3, 0.4]]</output>',
    "```json\n{'x': '0.5', 'y': 0.4, 'width': 0.2, 'height': 0.1}\n```",
    'There is no such thing.',
  ].map(bytesOf);

function readBridge(bytes: Uint8Array): void {
  const reply = decodeMessage(bytes);
  for (const read of [
    () => parseHello(reply),
    () => parseReset(reply),
    () => readWorldStates(reply, 'worldStates', 2, NAMES, 2),
    () => readWorldStates(reply, 'worldState', 1, NAMES, 2),
    () => readVisuals(reply, { known: [], names: NAMES, bodyCount: 2 }),
  ])
    ours(read);
}

/** Runs it; an error of the product's own is an answer. */
export function ours(read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!isOurs(error)) throw error;
  }
}

/** `Error` itself is how decoders say what was expected; its kinds (TypeError, RangeError) are accidents. */
const isOurs = (error: unknown): boolean => error instanceof HarnessError || (error as object).constructor === Error;

export const TARGETS: readonly Target[] = [
  { name: 'scenario parser', weight: 4, corpus: scenarios, read: (bytes) => parseScenario(bytes, 'x.yaml', library) },
  { name: 'bridge codec', weight: 24, corpus: golden, read: readBridge },
  {
    name: 'policy protocol 1',
    weight: 16,
    corpus: policyReplies,
    read: (bytes) => tensorIn(decodeReply(bytes).actions),
  },
  { name: 'msgpack-numpy', weight: 16, corpus: numpyReplies, read: decodeNumpy },
  { name: 'vla-eval envelope', weight: 12, corpus: numpyReplies, read: decodeEnvelope },
  { name: 'GR00T message', weight: 12, corpus: gr00tReplies, read: decodeGr00t },
  {
    name: 'record reader',
    weight: 16,
    corpus: records,
    read: (bytes) => recordIn(text(bytes), AT),
  },
  { name: 'answer parser', weight: 20, corpus: answers, read: (bytes) => parseAnswer(text(bytes)) },
];
