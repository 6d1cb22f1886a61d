import type { Entry } from './entry.ts';

/** The same episode of two runs, with a valid outcome in both. */
export interface Pair<First extends Entry = Entry, Second extends Entry = Entry> {
  readonly first: First;
  readonly second: Second;
}

/** Why an episode is no pair, the first of them that applies. */
export type NonPair = keyof typeof NON_PAIRS;

/** In the order in which they are asked. */
export const NON_PAIRS = {
  onlyFirst: 'only the first run has it',
  onlySecond: 'only the second run has it',
  digest: 'it is defined differently: scene, instruction, success, steps or simulator',
  notRun: 'one of the two did not run it',
  infraError: 'infrastructure error in one of the two',
  invalid: 'invalid in one of the two',
  initialState: 'it began from another state',
} as const;

export interface Pairing<First extends Entry = Entry, Second extends Entry = Entry> {
  /** In the order of the first run. */
  readonly pairs: readonly Pair<First, Second>[];
  /** Ids of the others: those of the first run in its order, then what only the second has. */
  readonly nonPairs: Readonly<Record<NonPair, readonly string[]>>;
}

/**
 * Pairs the episodes of two runs: equal id, equal digest, a valid outcome in both, equal state at the start. Whatever is no
 * pair is named with its reason, so that pairs and others together are all episodes of both.
 */
export function pairUp<First extends Entry, Second extends Entry>(
  first: readonly First[],
  second: readonly Second[],
): Pairing<First, Second> {
  const others = new Map(second.map((entry) => [entry.episodeId, entry]));
  const pairs: Pair<First, Second>[] = [];
  const nonPairs = Object.fromEntries(Object.keys(NON_PAIRS).map((reason) => [reason, []])) as unknown as Record<
    NonPair,
    string[]
  >;
  for (const entry of first) {
    const other = others.get(entry.episodeId);
    others.delete(entry.episodeId);
    const reason = other ? reasonAgainst(entry, other) : 'onlyFirst';
    if (reason) nonPairs[reason].push(entry.episodeId);
    else pairs.push({ first: entry, second: other! });
  }
  nonPairs.onlySecond.push(...others.keys());
  return { pairs, nonPairs };
}

function reasonAgainst(first: Entry, second: Entry): NonPair | null {
  if (first.digest !== second.digest) return 'digest';
  const outcomes = [first.outcome, second.outcome];
  if (outcomes.includes('not_run')) return 'notRun';
  if (outcomes.includes('infra_error')) return 'infraError';
  if (outcomes.includes('invalid')) return 'invalid';
  return first.initialStateHash === second.initialStateHash ? null : 'initialState';
}
