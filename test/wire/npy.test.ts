import t from 'tap';
import type { Tensor } from '../../agents/action/model.ts';
import { decodeNpy, encodeNpy } from '../../agents/wire/npy.ts';

/** What `np.save` wrote of float32 [[[0, 1, -0.5]]]. */
const FLOATS = Buffer.from(
  `934e554d5059010076007b276465736372273a20273c6634272c2027666f727472616e5f6f72646572273a2046616c73652c20277368617065273a2028312c20312c2033292c207d${'20'.repeat(55)}0a000000000000803f000000bf`,
  'hex',
);

/** A file of version `version` with this header, as NumPy lays it out. */
function file(version: number, header: string, data: Uint8Array): Buffer {
  const length = version === 1 ? Buffer.alloc(2) : Buffer.alloc(4);
  if (version === 1) length.writeUInt16LE(header.length);
  else length.writeUInt32LE(header.length);
  return Buffer.concat([
    Buffer.from('934e554d5059', 'hex'),
    Buffer.from([version, 0]),
    length,
    Buffer.from(header),
    data,
  ]);
}

t.test('the bytes of np.save, both ways', async (t) => {
  const tensor = { shape: [1, 1, 3], data: Float32Array.of(0, 1, -0.5) };
  t.equal(Buffer.from(encodeNpy(tensor)).toString('hex'), FLOATS.toString('hex'));
  t.same(decodeNpy(FLOATS), tensor);
});

const TENSORS: readonly Tensor[] = [
  { shape: [2, 2], data: Uint8Array.of(0, 1, 254, 255) },
  { shape: [3], data: Int8Array.of(-128, 0, 127) },
  { shape: [1, 2], data: Int32Array.of(-(2 ** 31), 2 ** 31 - 1) },
  { shape: [2], data: BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n) },
  { shape: [2, 1], data: Float64Array.of(Math.PI, Number.NaN) },
  { shape: [0, 7], data: new Float32Array(0) },
  { shape: [], data: Float32Array.of(2.5) },
];

for (const tensor of TENSORS) {
  t.test(`${tensor.data.constructor.name} [${tensor.shape}] comes back as it went`, async (t) => {
    const bytes = encodeNpy(tensor);
    t.equal((bytes.length - tensor.data.byteLength) % 64, 0);
    t.same(decodeNpy(bytes), tensor);
  });
}

t.test('other ways of NumPy to write the same', async (t) => {
  const bytes = new Uint8Array(Float32Array.of(0, 1, 2, 3, 4, 5).buffer);
  const fortran = file(1, "{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }\n", bytes);
  t.same(decodeNpy(fortran), { shape: [2, 3], data: Float32Array.of(0, 2, 4, 1, 3, 5) }, 'columns first');
  const second = file(2, "{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }\n", bytes);
  t.same(decodeNpy(second), { shape: [6], data: Float32Array.of(0, 1, 2, 3, 4, 5) }, 'version 2');
  const truth = file(1, "{'descr': '|b1', 'fortran_order': False, 'shape': (2,), }\n", Uint8Array.of(1, 0));
  t.same(decodeNpy(truth), { shape: [2], data: Uint8Array.of(1, 0) });
});

t.test('what is no array is said in one line', async (t) => {
  const refused = (bytes: Uint8Array, message: RegExp) =>
    t.throws(() => decodeNpy(bytes), { code: 'E_POLICY_SERVER', message });
  refused(Buffer.from('no file of numpy'), /expected a \.npy file, got "no file of numpy"/);
  refused(FLOATS.subarray(0, 130), /expected 12 bytes for shape \[1,1,3\], got 2/);
  const pickled = file(1, "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }\n", Buffer.from('(lp0'));
  refused(pickled, /expected one of \|u1, .*<f2, got dtype '\|O'/);
  refused(file(1, "{'descr': [('a', '<f4')], }\n", new Uint8Array(0)), /expected a \.npy header/);
});
