/** ONNX files of a few nodes, written by hand: https://github.com/onnx/onnx/blob/main/onnx/onnx.proto */

export interface OnnxPort {
  readonly name: string;
  readonly type?: keyof typeof ELEMENTS;
  /** A name stands for any length. */
  readonly shape: readonly (number | string)[];
}

export interface OnnxConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

export interface OnnxGraph {
  readonly inputs: readonly OnnxPort[];
  readonly outputs: readonly OnnxPort[];
  readonly constants?: readonly OnnxConstant[];
  /** Kind, inputs and the one output of each node. */
  readonly nodes: readonly (readonly [kind: string, inputs: readonly string[], output: string])[];
}

const ELEMENTS = { float32: 1, uint8: 2, int64: 7, string: 8, float64: 11 } as const;

export function onnxFile({ inputs, outputs, constants = [], nodes }: OnnxGraph): Uint8Array {
  const graph = [
    ...nodes.map((each) => field(1, nodeOf(each))),
    field(2, text('graph')),
    ...constants.map((each) => field(5, tensorOf(each))),
    ...inputs.map((each) => field(11, portOf(each))),
    ...outputs.map((each) => field(12, portOf(each))),
  ];
  const opset = Buffer.concat([field(1, text('')), whole(2, 17)]);
  return Buffer.concat([whole(1, 8), field(7, Buffer.concat(graph)), field(8, opset)]);
}

const nodeOf = ([kind, inputs, output]: OnnxGraph['nodes'][number]): Buffer =>
  Buffer.concat([...inputs.map((each) => field(1, text(each))), field(2, text(output)), field(4, text(kind))]);

function tensorOf({ name, shape, values }: OnnxConstant): Buffer {
  const bytes = Buffer.from(values.buffer, values.byteOffset, values.byteLength);
  const kind = values instanceof Float32Array ? ELEMENTS.float32 : ELEMENTS.int64;
  return Buffer.concat([...shape.map((side) => whole(1, side)), whole(2, kind), field(8, text(name)), field(9, bytes)]);
}

function portOf({ name, type = 'float32', shape }: OnnxPort): Buffer {
  const sides = shape.map((side) => field(1, typeof side === 'number' ? whole(1, side) : field(2, text(side))));
  const tensor = Buffer.concat([whole(1, ELEMENTS[type]), field(2, Buffer.concat(sides))]);
  return Buffer.concat([field(1, text(name)), field(2, field(1, tensor))]);
}

const text = (value: string): Buffer => Buffer.from(value, 'utf8');

const field = (number: number, bytes: Buffer): Buffer =>
  Buffer.concat([varint((number << 3) | 2), varint(bytes.length), bytes]);

const whole = (number: number, value: number): Buffer => Buffer.concat([varint(number << 3), varint(value)]);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return Buffer.from([...bytes, rest]);
}
