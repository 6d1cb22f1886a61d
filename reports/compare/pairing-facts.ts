import { NON_PAIRS, type NonPair } from '../pairing/index.ts';
import type { PairingFacts } from '../schema/comparison.ts';
import type { Block, PairCount } from './block.ts';
import type { Entrant } from './entrant.ts';

const PROVEN = 'episode id, digest and initial-state hash';
const ALLOWED = 'episode id and initial-state hash, though what defines the episodes differs';
const ASSUMED = 'scenario and seed alone: nothing in the files proves that the scenes were the same';

/** How many pairs there are, what makes them pairs, and why other episodes are none. */
export function pairingFacts(
  entrants: readonly Entrant[],
  blocks: readonly Block[],
  pairings: readonly PairCount[],
  allowed: boolean,
): PairingFacts {
  const proven = entrants.every(({ source }) => source === 'run');
  return {
    by: proven ? (allowed ? ALLOWED : PROVEN) : ASSUMED,
    proven: proven && !allowed,
    episodes: blocks.length,
    of: pairings.map(({ reference, subject, pairs, nonPairs }) => ({
      reference,
      subject,
      pairs,
      notPairs: reasonsOf(nonPairs, entrants[reference]!.name, entrants[subject]!.name),
    })),
  };
}

function reasonsOf(
  nonPairs: PairCount['nonPairs'],
  reference: string,
  subject: string,
): PairingFacts['of'][number]['notPairs'] {
  return (Object.keys(NON_PAIRS) as NonPair[]).flatMap((reason) => {
    const ids = nonPairs[reason];
    return ids.length === 0
      ? []
      : [{ reason: textOf(reason, reference, subject), episodes: ids.length, example: ids[0]! }];
  });
}

const ONLY: Partial<Record<NonPair, (reference: string, subject: string) => string>> = {
  onlyFirst: (reference) => `only ${reference} has it`,
  onlySecond: (_, subject) => `only ${subject} has it`,
};

const textOf = (reason: NonPair, reference: string, subject: string): string =>
  ONLY[reason]?.(reference, subject) ?? NON_PAIRS[reason];
