/** `onnx@model.onnx`: an image and state to action-chunk model in this process, described by a card beside it. */
import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { HarnessError } from '../../harness/errors.ts';
import type { ActionModelSource, ModelDeclaration } from '../action/model.ts';
import { OptionValues } from '../reasoners/option-values.ts';
import { CODE, type ReadCard, readCard } from './card.ts';
import type { Binding } from './feed.ts';
import { type Fit, fit } from './fit.ts';
import { OnnxModel } from './onnx-model.ts';
import type { OnnxOptions } from './options.ts';
import { openSession } from './session.ts';

/** @throws `E_POLICY` for a missing file, one that is no ONNX model, or a card that does not fit it */
export async function onnxSource(place: string | null, options: OnnxOptions): Promise<ActionModelSource> {
  const values = new OptionValues('onnx', options);
  const threads = values.number('threads', { least: 1, most: 64, whole: true });
  const timeoutMs = 1000 * values.number('timeoutSec', { least: 0.1, most: 3600 });
  const file = modelFile(place);
  const read = await readCard(options.card || cardBeside(file));
  const fitted = await fitOf(file, threads, read);
  const { card, bytes } = read;
  const hashes = { model: await sha256Of(file), weights: await weightsOf(file), card: sha256(bytes) };
  return {
    identity: { ...hashes, threads },
    metadata: { runtime: 'onnxruntime-node', threads, ...hashes, description: card.description ?? null },
    declares: declarationOf(fitted, card.chunk),
    map: card.map,
    timeoutMs,
    open: async () => new OnnxModel(await openSession(file, threads), { card, bindings: fitted.bindings, timeoutMs }),
  };
}

function modelFile(place: string | null): string {
  if (!place) throw new HarnessError(CODE, "policy 'onnx': expected onnx@model.onnx, got no file");
  if (existsSync(place)) return place;
  throw new HarnessError(CODE, `policy 'onnx': expected an ONNX model in ${place}, got no such file`);
}

const cardBeside = (file: string): string => `${file.replace(/\.onnx$/, '')}.yaml`;

async function fitOf(file: string, threads: number, read: ReadCard): Promise<Fit> {
  const session = await openSession(file, threads);
  try {
    return fit(read, session.ports);
  } finally {
    await session.release();
  }
}

function declarationOf({ bindings, width }: Fit, chunk: number): ModelDeclaration {
  const of = (kind: Binding['kind']) => bindings.filter((each) => each.kind === kind);
  return {
    images: Object.fromEntries(of('image').map(({ key, shape }) => [key, shape.slice(-3)])),
    state: Object.fromEntries(of('state').map(({ key, shape }) => [key, shape.at(-1)!])),
    ...(width === null ? {} : { actionDim: width }),
    chunk,
  };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** Large models keep their weights in a file of this name. */
async function weightsOf(file: string): Promise<string | null> {
  const beside = `${file}.data`;
  return existsSync(beside) ? sha256Of(beside) : null;
}
