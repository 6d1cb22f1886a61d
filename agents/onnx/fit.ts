/** Holds a card to the model it lies beside: every name, type and shape, before anything is asked. */
import { HarnessError } from '../../harness/errors.ts';
import type { Path } from '../../harness/scenario/source.ts';
import { didYouMean, listed } from '../../harness/suggest.ts';
import { rowWidth } from '../action/convert/rows.ts';
import { type Card, type CardInput, CODE, type ReadCard } from './card.ts';
import { type Binding, INPUT_TYPES, type InputType } from './feed.ts';
import { normalLength } from './normal.ts';
import { behindOnes, isOpen, type Side, written } from './shape.ts';
import { type Entry, entryOf, keysOf } from './words.ts';

/** One input or output of an ONNX model. */
export interface Port {
  readonly name: string;
  /** `float32`, `int64`, ...; what is no tensor says so. */
  readonly type: string;
  readonly shape: readonly Side[];
}

export interface Ports {
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

export interface Fit {
  readonly bindings: readonly Binding[];
  /** Numbers in a row; null where neither card nor model says. */
  readonly width: number | null;
}

/** @throws `E_POLICY` at the line of the card that the model does not bear out */
export function fit({ card, source }: ReadCard, ports: Ports): Fit {
  const wrong: Wrong = (path, message, hint) =>
    new HarnessError(CODE, `${path.join('.')}: ${message}`, { location: source.locate(path), hint });
  unclaimed(card, ports, wrong);
  const bindings = Object.entries(card.inputs).map(([name, input]) => bound(name, input, card, ports.inputs, wrong));
  unused(card, bindings, wrong);
  return { bindings, width: outputWidth(card, ports.outputs, wrong) };
}

type Wrong = (path: Path, message: string, hint?: string) => HarnessError;

function unclaimed({ inputs }: Card, ports: Ports, wrong: Wrong): void {
  const left = ports.inputs.filter(({ name }) => !Object.hasOwn(inputs, name));
  if (left.length === 0) return;
  throw wrong(['inputs'], `expected an entry for each input of the model, got none for ${listed(left.map(shown))}`);
}

function unused({ map }: Card, bindings: readonly Binding[], wrong: Wrong): void {
  const { images, state, instruction } = map;
  const taken = new Set(bindings.map(({ key }) => key));
  const idle = (path: Path) => wrong(path, 'expected an input of the model that takes it, got none');
  for (const key of Object.keys(images)) if (!taken.has(key)) throw idle(['map', 'images', key]);
  for (const key of Object.keys(state)) if (!taken.has(key)) throw idle(['map', 'state', key]);
  if (instruction === null || taken.has(instruction)) return;
  throw wrong(
    ['map', 'instruction'],
    `expected an input of the model that takes it, got none for '${instruction}'`,
    NO_WORDS,
  );
}

const NO_WORDS = 'instruction: null is for a model that hears no words';

function bound(name: string, input: CardInput, { map }: Card, ports: readonly Port[], wrong: Wrong): Binding {
  const path = ['inputs', name];
  const port = ports.find((each) => each.name === name);
  const known = ports.map((each) => each.name);
  if (!port) throw wrong(path, `expected an input of the model: ${listed(known)}`, didYouMean(name, known));
  const key = input.from ?? name;
  const entry = entryOf(map, key);
  if (!entry) throw wrong(path, `expected a key of the policy map, one of ${listed(keysOf(map))}, got '${key}'`);
  const type = typeFor(entry, port, wrong);
  const shape = behindOnes(entry.shape, port.shape);
  if (!shape || shape.some(isOpen)) {
    throw wrong(
      path,
      `the policy map gives ${written(entry.shape)} for '${key}', the model takes ${written(port.shape)}`,
    );
  }
  const columns = entry.columns ?? (shape.at(-1) as number);
  checkNormal(path, input, columns, type, wrong);
  return { input: name, key, kind: entry.kind, type, shape: shape as number[], normal: input, run: entry.run };
}

function typeFor({ kind, types }: Entry, { name, type }: Port, wrong: Wrong): InputType {
  const found = INPUT_TYPES.find((each) => each === type);
  if (found && types.includes(found)) return found;
  throw wrong(['inputs', name], `${kind} goes into ${listed([...types])}, the model takes ${type}`);
}

function checkNormal(path: Path, normal: CardInput, columns: number, type: InputType, wrong: Wrong): void {
  const length = normalLength(normal);
  if (length === null) return;
  if (type === 'uint8' || type === 'string')
    throw wrong(path, `the model takes ${type}: expected no mean, std, min or max`);
  if (length !== 1 && length !== columns) {
    throw wrong(path, `expected 1 or ${columns} numbers in mean and std or min and max, got ${length}`);
  }
}

function outputWidth(card: Card, ports: readonly Port[], wrong: Wrong): number | null {
  const { output, chunk, map } = card;
  const known = ports.map((each) => each.name);
  const port = ports.find(({ name }) => name === output.name);
  if (!port) {
    throw wrong(
      ['output', 'name'],
      `expected an output of the model: ${listed(known)}, got '${output.name}'`,
      didYouMean(output.name, known),
    );
  }
  if (port.type !== 'float32' && port.type !== 'float64')
    throw wrong(['output', 'name'], `actions come as float32 or float64, '${output.name}' is ${port.type}`);
  const width = rowWidth(map.action);
  const row: Side[] = [width ?? 'any'];
  const shape = behindOnes([chunk, ...row], port.shape) ?? (chunk === 1 ? behindOnes(row, port.shape) : null);
  if (!shape) {
    const said = `chunk and map.action say ${written([chunk, ...row])}`;
    throw wrong(['chunk'], `${said}, output '${output.name}' is ${written(port.shape)}`);
  }
  const told = shape.at(-1)!;
  const columns = isOpen(told) ? null : (told as number);
  const length = normalLength(output);
  if (length !== null && length !== 1 && columns !== null && length !== columns)
    throw wrong(['output'], `expected 1 or ${columns} numbers in mean and std or min and max, got ${length}`);
  return columns;
}

const shown = ({ name, type, shape }: Port): string => `'${name}' (${type} ${written(shape)})`;
