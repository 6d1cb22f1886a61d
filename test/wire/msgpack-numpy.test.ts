import t from 'tap';
import type { Tensor } from '../../agents/action/model.ts';
import { type Dialect, decodeNumpy, MsgpackNumpy, type WireMap } from '../../agents/wire/msgpack-numpy.ts';

/** What the Python encoders of openpi, starVLA and vla-eval write for the same values. */
const IMAGE: Tensor = { shape: [2, 2, 3], data: Uint8Array.from({ length: 12 }, (_, i) => i) };
const STATE: Tensor = { shape: [3], data: Float32Array.of(0, 1, -0.5) };
const prompt = 'pick up the cube';
const doubles = (shape: number[]): Tensor => ({ shape, data: Float64Array.of(0, 0.5, 1, -1) });

const VECTORS: readonly (readonly [string, Dialect, WireMap, string])[] = [
  ['metadata, empty', 'binary keys', {}, '80'],
  ['metadata of ALOHA', 'binary keys', { reset_pose: [0.5] }, '81aa72657365745f706f736591cb3fe0000000000000'],
  [
    'a request to openpi',
    'binary keys',
    { 'observation/image': IMAGE, 'observation/state': STATE, prompt },
    `83b16f62736572766174696f6e2f696d61676584c40b5f5f6e6461727261795f5fc3c40464617461c40c000102030405060708090a0bc40564747970
65a37c7531c405736861706593020203b16f62736572766174696f6e2f737461746584c40b5f5f6e6461727261795f5fc3c40464617461c40c000000
000000803f000000bfc4056474797065a33c6634c40573686170659103a670726f6d7074b07069636b207570207468652063756265`,
  ],
  [
    'a reply of openpi',
    'binary keys',
    { actions: doubles([2, 2]), policy_timing: { infer_ms: 12.5 } },
    `82a7616374696f6e7384c40b5f5f6e6461727261795f5fc3c40464617461c4200000000000000000000000000000e03f000000000000f03f00000000
0000f0bfc4056474797065a33c6638c4057368617065920202ad706f6c6963795f74696d696e6781a8696e6665725f6d73cb4029000000000000`,
  ],
  [
    'a ping to starVLA',
    'binary keys',
    { type: 'ping', request_id: 'p' },
    '82a474797065a470696e67aa726571756573745f6964a170',
  ],
  [
    'a request to starVLA',
    'binary keys',
    {
      type: 'infer',
      request_id: 'r1',
      payload: { examples: [{ image: [IMAGE], lang: prompt, state: STATE }], unnorm_key: 'franka' },
    },
    `83a474797065a5696e666572aa726571756573745f6964a27231a77061796c6f616482a86578616d706c65739183a5696d6167659184c40b5f5f6e64
61727261795f5fc3c40464617461c40c000102030405060708090a0bc4056474797065a37c7531c405736861706593020203a46c616e67b07069636b
207570207468652063756265a5737461746584c40b5f5f6e6461727261795f5fc3c40464617461c40c000000000000803f000000bfc4056474797065
a33c6634c40573686170659103aa756e6e6f726d5f6b6579a66672616e6b61`,
  ],
  [
    'a reply of starVLA',
    'binary keys',
    {
      status: 'ok',
      ok: true,
      type: 'inference_result',
      request_id: 'r1',
      data: { actions: doubles([1, 2, 2]) },
    },
    `85a6737461747573a26f6ba26f6bc3a474797065b0696e666572656e63655f726573756c74aa726571756573745f6964a27231a46461746181a76163
74696f6e7384c40b5f5f6e6461727261795f5fc3c40464617461c4200000000000000000000000000000e03f000000000000f03f000000000000f0bf
c4056474797065a33c6638c405736861706593010202`,
  ],
  [
    'the payload of an observation of vla-eval',
    'text keys',
    { images: { agentview: IMAGE }, states: STATE, task_description: prompt },
    `83a6696d6167657381a96167656e747669657784ab5f5f6e6461727261795f5fc3a4
64617461c40c000102030405060708090a0ba56474797065a37c7531a5736861706593020203a673746174657384ab5f5f6e6461727261795f5fc3a4
64617461c40c000000000000803f000000bfa56474797065a33c6634a573686170659103b07461736b5f6465736372697074696f6eb07069636b2075
70207468652063756265`,
  ],
];

/** An expected value whose arrays and maps compare as ours do. */
const plain = (value: unknown): unknown => structuredClone(value);

for (const [name, dialect, value, hex] of VECTORS) {
  t.test(`${name}, both ways`, async (t) => {
    const bytes = Buffer.from(hex.replaceAll(/\s/g, ''), 'hex');
    t.equal(Buffer.from(new MsgpackNumpy(dialect).encode(value)).toString('hex'), bytes.toString('hex'));
    t.strictSame(plain(decodeNumpy(bytes)), plain(value));
  });
}

const bin = (bytes: number[]): Buffer => Buffer.from(bytes);

t.test('every kind of array that a policy may answer with', async (t) => {
  const read = (dtype: string, shape: number[], data: Buffer) => {
    const message = new MsgpackNumpy('text keys').encode({ a: { __ndarray__: true, data, dtype, shape } });
    return plain(decodeNumpy(Buffer.from(message))) as { a: Tensor };
  };
  t.strictSame(read('|b1', [2], bin([1, 0])).a.data, Uint8Array.of(1, 0));
  t.strictSame(read('|i1', [2], bin([255, 1])).a.data, Int8Array.of(-1, 1));
  t.strictSame(read('<i2', [1], bin([254, 255])).a.data, Int32Array.of(-2));
  t.strictSame(read('<u2', [1], bin([254, 255])).a.data, Int32Array.of(65534));
  t.strictSame(read('<i4', [1], bin([1, 0, 0, 128])).a.data, Int32Array.of(-(2 ** 31) + 1));
  t.strictSame(read('<i8', [1], bin([2, 0, 0, 0, 0, 0, 0, 0])).a.data, BigInt64Array.of(2n));
  const half = read('<f2', [6], bin([0, 0x3c, 0, 0xc0, 1, 0, 0, 0x7c, 1, 0x7c, 0xff, 0x7b])).a;
  t.strictSame(half.data, Float32Array.of(1, -2, 2 ** -24, Infinity, Number.NaN, 65504));
  t.strictSame(read('<f8', [0, 7], bin([])).a, { shape: [0, 7], data: new Float64Array(0) }, 'an empty chunk');
  t.strictSame(read('<f4', [], bin([0, 0, 128, 63])).a, { shape: [], data: Float32Array.of(1) }, 'a number');
});

t.test('a scalar of NumPy is its number', async (t) => {
  const hex = '81a17883c40d5f5f6e7067656e657269635f5fc3c40464617461cb3ff8000000000000c4056474797065a33c6634';
  t.strictSame(plain(decodeNumpy(Buffer.from(hex, 'hex'))), { x: 1.5 });
});

t.test('what is none of this is said, never guessed', async (t) => {
  const array = (changes: object) => {
    const map = { __ndarray__: true, data: bin([0, 0, 128, 63]), dtype: '<f4', shape: [1], ...changes };
    return new MsgpackNumpy('text keys').encode({ actions: map as WireMap });
  };
  const cases: readonly (readonly [Uint8Array, RegExp])[] = [
    [array({ dtype: '|O' }), /expected one of .*<f4.*, got dtype '\|O'/],
    [array({ shape: [2] }), /expected 8 bytes for shape \[2\], got 4/],
    [array({ shape: [-1] }), /for shape \[-1\]/],
    [array({ shape: 1 }), /expected an array of dtype, shape and data, got string, number/],
    [array({ data: 'text' }), /and data, got string, object and string/],
    [bin([0xc0]), /expected a map, got object/],
    [bin([0x91, 1]), /expected a map, got a list/],
    [bin([]), /expected msgpack, got 0 bytes/],
    [bin([0x82, 0xa1, 0x61]), /expected msgpack, got 3 bytes that are not/],
    [bin([0x80, 0x80]), /expected msgpack/],
    [bin([0xdf, 0xff, 0xff, 0xff, 0xff]), /expected msgpack/],
    [bin([0x81, 0xa1, 0x78, 0xd4, 0x05, 0x00]), /expected/],
    [Buffer.alloc(100_000, 0x91), /expected/],
  ];
  for (const [frame, message] of cases) t.throws(() => decodeNumpy(frame), { message }, message.source);
  const odd = decodeNumpy(Buffer.from('81a95f5f70726f746f5f5f81a17801', 'hex'));
  t.equal(Object.getPrototypeOf(odd), null);
  t.notOk('x' in {}, 'a key is only ever a key');
});

t.test('bytes of pictures are looked at, not copied, on the way in', async (t) => {
  const frame = Buffer.from(new MsgpackNumpy('binary keys').encode({ image: IMAGE }));
  const { image } = decodeNumpy(frame) as { image: Tensor };
  t.equal(image.data.buffer, frame.buffer);
});
