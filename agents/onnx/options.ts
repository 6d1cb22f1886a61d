export const ONNX_OPTIONS = {
  /** Of one inference: more than one pays only on idle cores. */
  threads: '1',
  timeoutSec: '60',
  /** Another file than the one beside the model; empty: the one beside it. */
  card: '',
} as const;

export type OnnxOptions = Readonly<Record<keyof typeof ONNX_OPTIONS, string>>;
