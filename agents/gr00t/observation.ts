/** One observation in the words of a GR00T server: batch of one, as many equal frames as it looks at. */
import { HarnessError } from '../../harness/errors.ts';
import type { ModelRequest, Tensor } from '../action/model.ts';
import type { Reserve } from '../wire/shelf.ts';
import { type Words, wireArray } from './message.ts';
import type { Form } from './options.ts';

export interface Frames {
  readonly video: number;
  readonly state: number;
}

/** What goes under `data` of `get_action`; its arrays lie in what `reserve` gives. */
export function dataOf(request: ModelRequest, form: Form, frames: Frames, reserve: Reserve): Words {
  const batch = form === 'n1.5' ? [] : [1];
  const mapped = (tensors: ModelRequest['images'], modality: string, shaped: (tensor: Tensor) => Tensor): Words =>
    Object.fromEntries(
      Object.entries(tensors).map(([key, tensor]) => [
        `${modality}.${bare(key, modality)}`,
        wireArray(shaped(tensor), reserve),
      ]),
    );
  const video = mapped(request.images, 'video', (image) => repeated(pictureOf(image), [...batch, frames.video]));
  const state = mapped(request.state, 'state', (vector) => repeated(floats(vector), [...batch, frames.state]));
  const { instruction } = request;
  if (form === 'n1.6') {
    const language = instruction ? { [instruction.key]: [[instruction.text]] } : {};
    return { observation: { video: unprefixed(video), state: unprefixed(state), language }, options: null };
  }
  const flat = { ...video, ...state, ...(instruction && { [instruction.key]: [instruction.text] }) };
  return form === 'n1.5' ? flat : { observation: flat, options: null };
}

const bare = (key: string, modality: string): string =>
  key.startsWith(`${modality}.`) ? key.slice(modality.length + 1) : key;

const unprefixed = (words: Words): Words =>
  Object.fromEntries(Object.entries(words).map(([key, value]) => [key.slice(key.indexOf('.') + 1), value]));

/** The same frame as often as `lead` says. */
function repeated({ shape, data }: Tensor, lead: readonly number[]): Tensor {
  const times = lead.reduce((product, side) => product * side, 1);
  if (times === 1) return { shape: [...lead, ...shape], data };
  const all = data instanceof Uint8Array ? new Uint8Array(times * data.length) : new Float32Array(times * data.length);
  for (let time = 0; time < times; time++) all.set(data as Uint8Array, time * data.length);
  return { shape: [...lead, ...shape], data: all };
}

/** Its own checks take nothing else. */
function pictureOf(image: Tensor): Tensor {
  if (image.data instanceof Uint8Array && image.shape.at(-1) === 3) return image;
  throw new HarnessError(
    'E_POLICY',
    `policy map: gr00t takes pictures in layout hwc and range uint8, got [${image.shape}]`,
  );
}

const floats = ({ shape, data }: Tensor): Tensor =>
  data instanceof Float32Array ? { shape, data } : { shape, data: Float32Array.from(data as Iterable<number>, Number) };
