import { policySource } from '../../../agents/index.ts';
import { needsOf } from '../../../agents/serving/needs.ts';
import { type ServeOptions, serve } from '../../../agents/serving/serve.ts';
import { EXIT } from '../../errors.ts';
import { loadLibrary } from '../../library/load.ts';
import { harnessVersion } from '../../run/surroundings.ts';
import { surroundingsOf } from '../knowledge.ts';

export interface ServeCommand {
  readonly wire: ServeOptions['wire'];
  readonly host: string;
  readonly port: number;
  readonly controlHz: number;
  readonly robot: string;
  readonly seed: number;
}

/** Far beyond any episode: how long one is, only the client knows. */
const MAX_STEPS = 1_000_000;

/** `harness serve`: serves until it is told to stop. */
export async function servePolicy(name: string, { wire, host, port, ...told }: ServeCommand): Promise<number> {
  const source = await policySource(name, surroundingsOf(loadLibrary()));
  const { spec } = source;
  const needs = needsOf(spec);
  const policy = { spec, needs, version: await harnessVersion() };
  const episode = { ...told, maxSteps: MAX_STEPS };
  const serving = await serve({ wire, host, port, policy, told: episode, open: () => source.open() });
  process.stdout.write(`serving ${spec.name} on ws://${host}:${serving.port} (${wire})\n`);
  process.stdout.write(`it wants ${JSON.stringify(needs)}\n`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
  await serving.close();
  return EXIT.done;
}
