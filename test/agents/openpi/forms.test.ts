import t from 'tap';
import { nested } from '../../../agents/openpi/nested.ts';
import { tableOf } from '../../../agents/wire/table.ts';

t.test('keys of maps within maps, only where they are asked for', async (t) => {
  const flat = { 'images.cam_high': 1, 'images.cam_low': 2, state: 3, 'observation/image': 4 };
  t.strictSame(nested(flat, '.'), { images: { cam_high: 1, cam_low: 2 }, state: 3, 'observation/image': 4 });
  t.equal(nested(flat, 'none'), flat);
});

t.test('actions as lists of numbers are a table, anything ragged is none', async (t) => {
  const rows = [
    [1, 2],
    [3, 4],
  ];
  t.strictSame(tableOf(rows), { shape: [2, 2], data: Float64Array.of(1, 2, 3, 4) });
  t.strictSame(tableOf([]), { shape: [0], data: new Float64Array(0) });
  for (const none of [[[1, 2], [3]], [[1], 2], ['a'], 'a', 7, null, undefined, {}]) t.equal(tableOf(none), null);
});
