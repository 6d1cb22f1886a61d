/** What takes a client's picture into the world: its depth, and where its camera stands. */
import type { CameraImage } from '../../harness/types.ts';
import type { WireMap } from '../wire/msgpack-numpy.ts';
import { tableOf } from '../wire/table.ts';
import { geometryKeys, type Needs } from './needs.ts';
import { wrong } from './wrong.ts';

type Geometry = Pick<CameraImage, 'depthM' | 'intrinsics' | 'pose'>;

/** Of a camera without depth: nobody asks. */
const UNKNOWN: Geometry = {
  intrinsics: [Number.NaN, Number.NaN, Number.NaN, Number.NaN],
  pose: { position: [0, 0, 0], quaternion: [0, 0, 0, 1] },
};
const UNIT_WITHIN = 1e-3;

/** @throws `E_OBSERVATION`: expected, got */
export function geometryOf(heard: WireMap, camera: string, { geometry }: Needs): Geometry {
  const keys = geometryKeys(camera);
  if (!Object.hasOwn(geometry, keys.depth)) return UNKNOWN;
  const read = (key: string) => numbersOf(heard, key, geometry[key]!);
  const [fx, fy, cx, cy] = [...read(keys.intrinsics)] as [number, number, number, number];
  if (!(fx > 0 && fy > 0))
    throw wrong(keys.intrinsics, 'fx, fy, cx, cy with fx and fy above 0', heard[keys.intrinsics]);
  const [x, y, z, qx, qy, qz, qw] = [...read(keys.pose)] as [number, number, number, number, number, number, number];
  if (Math.abs(Math.hypot(qx, qy, qz, qw) - 1) > UNIT_WITHIN) {
    throw wrong(keys.pose, 'x, y, z and a unit quaternion x, y, z, w', heard[keys.pose]);
  }
  return {
    depthM: new Float32Array(read(keys.depth)),
    intrinsics: [fx, fy, cx, cy],
    pose: { position: [x, y, z], quaternion: [qx, qy, qz, qw] },
  };
}

function numbersOf(heard: WireMap, key: string, shape: readonly number[]): Float64Array {
  const table = tableOf(heard[key]);
  if (!table || table.shape.join() !== shape.join() || table.data instanceof BigInt64Array) {
    throw wrong(key, `numbers [${shape.join(', ')}]`, heard[key]);
  }
  const numbers = table.data as Float64Array;
  if (!numbers.every(Number.isFinite)) throw wrong(key, `finite numbers [${shape.join(', ')}]`, heard[key]);
  return numbers;
}
