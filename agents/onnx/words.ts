/** What a policy map gives under a key, in the words of tensors. */
import type { ImageEntry, PolicyMap, StateEntry } from '../action/map/schema.ts';
import { lengthOf } from '../action/observe/request.ts';
import type { Binding, InputType } from './feed.ts';
import type { Side } from './shape.ts';

export interface Entry {
  readonly kind: Binding['kind'];
  readonly shape: readonly Side[];
  /** Types of the model's input that it can become. */
  readonly types: readonly InputType[];
  /** How many numbers normalise it one by one; null where only the model knows. */
  readonly columns: number | null;
  /** Neighbours that share one of them. */
  readonly run: number;
}

const FLOATS: readonly InputType[] = ['float32', 'float64'];

export const keysOf = ({ images, state, instruction }: PolicyMap): string[] => [
  ...Object.keys(images),
  ...Object.keys(state),
  ...(instruction === null ? [] : [instruction]),
];

export function entryOf({ images, state, instruction }: PolicyMap, key: string): Entry | null {
  if (Object.hasOwn(images, key)) return picture(images[key]!);
  if (Object.hasOwn(state, key)) return vector(state[key]!);
  return key === instruction ? { kind: 'instruction', shape: [], types: ['string'], columns: 1, run: 1 } : null;
}

function picture({ renderPx, sizePx = renderPx, layout, range }: ImageEntry): Entry {
  const [width, height] = sizePx;
  const types: readonly InputType[] = range === 'uint8' ? ['uint8', ...FLOATS] : FLOATS;
  const whole = { kind: 'image', types, columns: 3 } as const;
  return layout === 'hwc'
    ? { ...whole, shape: [height, width, 3], run: 1 }
    : { ...whole, shape: [3, height, width], run: height * width };
}

function vector(entry: StateEntry): Entry {
  const length = lengthOf(entry, null);
  return { kind: 'state', shape: [length ?? 'any'], types: FLOATS, columns: length, run: 1 };
}
