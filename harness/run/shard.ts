/** One of several equal shares of a run, for machines that know nothing of each other. */
import { HarnessError } from '../errors.ts';

export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

const MOST_SHARDS = 10_000;

/**
 * `2/8`: the second of eight.
 * @throws HarnessError E_USAGE
 */
export function parseShard(text: string): Shard {
  const [, index, of] = /^(\d{1,5})\/(\d{1,5})$/.exec(text)?.map(Number) ?? [];
  if (index && of && index <= of && of <= MOST_SHARDS) return { index, of };
  throw new HarnessError('E_USAGE', `--shard: expected i/n with 1 <= i <= n <= ${MOST_SHARDS}, got '${text}'`);
}

export const shardName = ({ index, of }: Shard): string => `${index}/${of}`;

/** Every n-th of a plan: each episode is in one shard, and shards are as equal as can be. */
export function* everyNth<T>(plan: Iterable<T>, { index, of }: Shard): Generator<T> {
  let at = 0;
  for (const each of plan) if (at++ % of === index - 1) yield each;
}

/** The plan that these are the shares of, in its own order; the opposite of `everyNth`. @param shares in the order of their index */
export function joined<T>(shares: readonly (readonly T[])[]): T[] {
  const total = shares.reduce((sum, share) => sum + share.length, 0);
  return Array.from({ length: total }, (_, at) => shares[at % shares.length]![Math.floor(at / shares.length)]!);
}
