/** ONNX Runtime, on the processor, loaded when the first model is. */
import { HarnessError } from '../../harness/errors.ts';
import { CODE } from './card.ts';
import type { FeedTensor } from './feed.ts';
import type { Port, Ports } from './fit.ts';

export interface Output {
  readonly dims: readonly number[];
  readonly data: unknown;
}

export interface Session {
  readonly ports: Ports;
  run(feed: Readonly<Record<string, FeedTensor>>, output: string): Promise<Output>;
  release(): Promise<void>;
}

/**
 * @param file by its path, so that weights in files beside it are found
 * @throws `E_POLICY` for what is no model that it can run
 */
export async function openSession(file: string, threads: number): Promise<Session> {
  const { InferenceSession, Tensor } = await runtime();
  const options = { intraOpNumThreads: threads, interOpNumThreads: 1, executionProviders: ['cpu'] } as const;
  const session = await InferenceSession.create(file, { ...options, logSeverityLevel: 4 }).catch((cause: Error) => {
    throw new HarnessError(
      CODE,
      `expected an ONNX model in ${file}, got what ONNX Runtime cannot load: ${said(cause)}`,
      {
        cause,
      },
    );
  });
  return {
    ports: { inputs: session.inputMetadata.map(portOf), outputs: session.outputMetadata.map(portOf) },
    async run(feed, output) {
      const tensors = Object.entries(feed).map(([name, { type, data, dims }]) => {
        return [name, new Tensor(type, data as Float32Array, dims)] as const;
      });
      const { [output]: answer } = await session.run(Object.fromEntries(tensors), [output]);
      return answer as Output;
    },
    release: () => session.release(),
  };
}

/** Its builds write to the temporary folder and to Microsoft unless told not to before they are loaded. */
function runtime(): Promise<typeof import('onnxruntime-node')> {
  process.env.ORT_DISABLE_TELEMETRY = '1';
  return import('onnxruntime-node');
}

interface Metadata {
  readonly name: string;
  readonly isTensor: boolean;
  readonly type?: string;
  readonly shape?: readonly (number | string)[];
}

const portOf = ({ name, isTensor, type = '', shape = [] }: Metadata): Port =>
  isTensor ? { name, type, shape } : { name, type: 'no tensor', shape: [] };

/** What ONNX Runtime says, in one line. */
export const said = ({ message }: Error): string => message.replace(/\s+/g, ' ').trim().slice(0, 300);
