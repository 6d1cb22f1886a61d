/** An observation of a client's, checked, as a policy of ours takes it. */
import type { CameraImage, Observation, SensorReading, StateKey } from '../../harness/types.ts';
import { isTensor, type Wire, type WireMap } from '../wire/msgpack-numpy.ts';
import { tableOf } from '../wire/table.ts';
import { geometryOf } from './geometry.ts';
import type { Needs } from './needs.ts';
import { wrong } from './wrong.ts';

export interface Heard {
  readonly images: WireMap;
  readonly state: WireMap;
  readonly instruction: Wire | undefined;
}

/** @throws `E_OBSERVATION`: expected, got */
export function readingOf({ images, state }: Heard, needs: Needs): SensorReading {
  const cameras = Object.entries(needs.images).map(([name, shape]): [string, CameraImage] => [
    name,
    { ...pictureOf(images[name], name, shape), ...geometryOf(state, name, needs) },
  ]);
  const readings = Object.entries(needs.state).map(([key, length]) => [key, vectorOf(state[key], key, length)]);
  return {
    cameras: Object.fromEntries(cameras),
    state: Object.fromEntries(readings) as Partial<Record<StateKey, Float64Array>>,
    visibility: [],
    framesRendered: 0,
    poses: null,
  };
}

export function observationOf(heard: Heard, needs: Needs, step: number, timeSec: number): Observation {
  const instruction = instructionOf(heard, needs);
  return { step, timeSec, instruction, reading: readingOf(heard, needs), worldState: null };
}

export function instructionOf({ instruction }: Heard, needs: Needs): string {
  if (needs.instruction === null) return '';
  if (typeof instruction === 'string' && instruction !== '') return instruction;
  throw wrong(needs.instruction, 'the instruction as text', instruction);
}

type Picture = Pick<CameraImage, 'widthPx' | 'heightPx' | 'rgb'>;

function pictureOf(value: Wire | undefined, name: string, shape: Needs['images'][string]): Picture {
  const fits = isTensor(value) && value.data instanceof Uint8Array && value.shape.join() === shape.join();
  if (!fits) throw wrong(name, `a picture, uint8[${shape.join(', ')}]`, value);
  const [heightPx, widthPx] = shape;
  return { widthPx, heightPx, rgb: value.data as Uint8Array };
}

function vectorOf(value: Wire | undefined, key: string, length: number | null): Float64Array {
  const table = typeof value === 'number' ? tableOf([value]) : tableOf(value);
  const fits = table && table.shape.length === 1 && (length === null || table.shape[0] === length);
  if (!fits) throw wrong(key, length === null ? 'a vector of the joints' : `a vector of ${length}`, value);
  return Float64Array.from(table.data as Float64Array, Number);
}
