/** The other side of `session.ts`: a process that holds one model, and ends when nobody is left to ask. */
import { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Port } from './fit.ts';
import type { Output, SessionReply, SessionRequest } from './session-messages.ts';

let session: InferenceSession | null = null;

process.on('disconnect', () => process.exit());
process.on('message', async (request: SessionRequest) => {
  process.send!(await answered(request));
});

async function answered(request: SessionRequest): Promise<SessionReply> {
  try {
    return request.kind === 'load' ? await load(request) : { kind: 'ran', output: await run(request) };
  } catch (error) {
    return { kind: 'failed', message: (error as Error).message };
  }
}

async function load({ file, threads }: Extract<SessionRequest, { kind: 'load' }>): Promise<SessionReply> {
  session = await InferenceSession.create(file, {
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    executionProviders: ['cpu'],
    logSeverityLevel: 4,
  });
  const { inputMetadata, outputMetadata } = session;
  return { kind: 'loaded', ports: { inputs: inputMetadata.map(portOf), outputs: outputMetadata.map(portOf) } };
}

function portOf(told: InferenceSession.ValueMetadata): Port {
  const { name } = told;
  return told.isTensor ? { name, type: told.type, shape: told.shape } : { name, type: 'no tensor', shape: [] };
}

async function run({ feed, output }: Extract<SessionRequest, { kind: 'run' }>): Promise<Output> {
  const tensors = Object.entries(feed).map(([name, { type, data, dims }]) => {
    return [name, new Tensor(type, data as Float32Array, dims)] as const;
  });
  const { [output]: answer } = await session!.run(Object.fromEntries(tensors), [output]);
  const { dims, data } = answer!;
  return { dims, data: data as Output['data'] };
}
