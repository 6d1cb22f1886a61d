/** NumPy's `.npy` files, without pickles: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html */
import { HarnessError } from '../../harness/errors.ts';
import type { Tensor, TensorData } from '../action/model.ts';
import { bytesOf, elementName, tensorOf } from './elements.ts';
import type { Reserve } from './shelf.ts';

const MAGIC = Buffer.from('\x93NUMPY', 'latin1');
/** The data begins at a multiple of it. */
const ALIGNMENT = 64;
const HEADER = /^\{'descr': '([^']+)', 'fortran_order': (True|False), 'shape': \(([\d, ]*)\), \}\s*$/;

const fresh: Reserve = (length) => new Uint8Array(length);

/** Version 1.0, as `np.save` writes it, byte for byte. */
export function encodeNpy({ shape, data }: Tensor, reserve: Reserve = fresh): Uint8Array {
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${elementName(data)}', 'fortran_order': False, 'shape': (${sides}), }`;
  const start = Math.ceil((MAGIC.length + 4 + text.length + 1) / ALIGNMENT) * ALIGNMENT;
  const length = start - MAGIC.length - 4;
  const bytes = bytesOf(data);
  const file = reserve(start + bytes.length);
  file.set(MAGIC);
  file.set([1, 0, length & 0xff, length >> 8], MAGIC.length);
  file.set(Buffer.from(`${text.padEnd(length - 1)}\n`, 'latin1'), MAGIC.length + 4);
  file.set(bytes, start);
  return file;
}

/** @throws `E_POLICY_SERVER` for what is no `.npy` file, or one of an element type that no model answers with */
export function decodeNpy(bytes: Uint8Array): Tensor {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (file.length < 12 || !file.subarray(0, MAGIC.length).equals(MAGIC)) throw malformed('a .npy file', file);
  const wide = file[6]! > 1;
  const start = wide ? 12 : 10;
  const end = start + (wide ? file.readUInt32LE(8) : file.readUInt16LE(8));
  const header = HEADER.exec(file.toString('latin1', start, end));
  if (!header) throw malformed('a .npy header', file.subarray(start, end));
  const [, dtype = '', fortran, sides = ''] = header;
  const shape = sides.split(',').filter((side) => side.trim() !== '');
  const tensor = tensorOf(dtype, shape.map(Number), file.subarray(end));
  return fortran === 'True' ? rowMajor(tensor) : tensor;
}

/** The first index runs fastest in what came; in what goes on the last does. */
function rowMajor({ shape, data }: Tensor): Tensor {
  const out = data.slice() as TensorData;
  const index = shape.map(() => 0);
  for (let at = 0; at < data.length; at++) {
    const place = index.reduce((sum, value, axis) => sum * shape[axis]! + value, 0);
    out[place] = data[at]!;
    for (let axis = 0; axis < shape.length && ++index[axis]! === shape[axis]; axis++) index[axis] = 0;
  }
  return { shape, data: out };
}

const malformed = (expected: string, got: Buffer): HarnessError =>
  new HarnessError(
    'E_POLICY_SERVER',
    `array: expected ${expected}, got ${JSON.stringify(got.toString('latin1', 0, 60))}`,
  );
