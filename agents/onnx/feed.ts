/** A model's request as the tensors that ONNX Runtime takes. */
import { HarnessError } from '../../harness/errors.ts';
import type { ModelRequest, Tensor, TensorData } from '../action/model.ts';
import type { Normal } from './card.ts';
import { normalise } from './normal.ts';

/** What one input of the model gets, found sound when it was loaded. */
export interface Binding {
  /** The model's name of it. */
  readonly input: string;
  /** Key of the policy map. */
  readonly key: string;
  readonly kind: 'image' | 'state' | 'instruction';
  readonly type: InputType;
  /** As fed: ones before the shape of the policy map. */
  readonly shape: readonly number[];
  readonly normal: Normal;
  /** Neighbours that share a number of `normal`. */
  readonly run: number;
}

export const INPUT_TYPES = ['float32', 'float64', 'uint8', 'string'] as const;
export type InputType = (typeof INPUT_TYPES)[number];

/** What a tensor of ONNX Runtime is made of. */
export interface FeedTensor {
  readonly type: InputType;
  readonly data: Float32Array | Float64Array | Uint8Array | string[];
  readonly dims: readonly number[];
}

/** @throws `E_POLICY_SERVER` for a request without what the card says goes in */
export function feedOf(bindings: readonly Binding[], request: ModelRequest): Record<string, FeedTensor> {
  return Object.fromEntries(bindings.map((binding) => [binding.input, tensorOf(binding, request)]));
}

function tensorOf(binding: Binding, request: ModelRequest): FeedTensor {
  const { kind, key, type, shape } = binding;
  if (kind === 'instruction') return { type: 'string', data: [request.instruction?.text ?? ''], dims: shape };
  const tensor = (kind === 'image' ? request.images : request.state)[key];
  const length = shape.reduce((product, side) => product * side, 1);
  if (!tensor || tensor.data.length !== length) throw missing(binding, tensor);
  return { type, data: dataOf(binding, tensor.data), dims: shape };
}

function dataOf({ type, normal, run }: Binding, data: TensorData): FeedTensor['data'] {
  if (type === 'uint8') return data as Uint8Array;
  const numbers = data as Exclude<TensorData, BigInt64Array>;
  const values = type === 'float64' ? new Float64Array(numbers) : new Float32Array(numbers);
  normalise(values, normal, run);
  return values;
}

const missing = ({ kind, key, shape }: Binding, got: Tensor | undefined): HarnessError =>
  new HarnessError(
    'E_POLICY_SERVER',
    `${kind} ${key}: expected [${shape}], got ${got ? `[${got.shape}]` : 'nothing'} of the policy map`,
  );
