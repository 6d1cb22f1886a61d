import { drawing, mutated } from './mutate.ts';
import { ours, TARGETS } from './targets.ts';

export interface Accident {
  readonly target: string;
  /** With the seed, enough to see it again. */
  readonly input: number;
  readonly message: string;
  readonly base64: string;
}

const SLOW_MS = 2_000;

/** Reads so many inputs of one target, each made of the seed and its number alone. */
export function* fuzzed(
  name: string,
  { inputs, seed }: { readonly inputs: number; readonly seed: number },
): Generator<Accident | number> {
  const target = TARGETS.find((each) => each.name === name)!;
  const corpus = target.corpus();
  for (let input = 0; input < inputs; input++) {
    const bytes = mutated(corpus, drawing(seed * 1_000_003 + input));
    const startedMs = performance.now();
    const message = accident(() => ours(() => target.read(bytes))) ?? slow(performance.now() - startedMs);
    if (message) yield { target: name, input, message, base64: Buffer.from(bytes).toString('base64') };
    else if (input % 1000 === 999) yield input + 1;
  }
}

function accident(work: () => void): string | null {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof Error ? (error.stack ?? String(error)).split('\n').slice(0, 3).join(' ') : String(error);
  }
}

const slow = (tookMs: number): string | null => (tookMs > SLOW_MS ? `took ${Math.round(tookMs)} ms` : null);
