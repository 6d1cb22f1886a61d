import type { WorldState } from '../types.ts';

type Contacts = WorldState['contacts'];

/** Contacts of all states as numbers: in one episode the same few names touch thousands of times. */
export interface ContactBlocks {
  readonly contactNames: readonly string[];
  /** uint16 per state: how many pairs are its. */
  readonly contactCounts: Uint8Array;
  /** uint16 [pairs, 2]: indices of `contactNames`. */
  readonly contactPairs: Uint8Array;
}

export function packContacts(all: readonly Contacts[]): ContactBlocks {
  const contactNames = [...new Set(all.flat(2))].sort();
  const index = new Map(contactNames.map((name, i) => [name, i]));
  const pairs = Uint16Array.from(all.flat(2).map((name) => index.get(name)!));
  const counts = Uint16Array.from(all.map(({ length }) => length));
  return { contactNames, contactCounts: new Uint8Array(counts.buffer), contactPairs: new Uint8Array(pairs.buffer) };
}

export function unpackContacts({ contactNames, contactCounts, contactPairs }: ContactBlocks): readonly Contacts[] {
  const pairs = new Uint16Array(new Uint8Array(contactPairs).buffer);
  let at = 0;
  const next = () => contactNames[pairs[at++]!]!;
  return Array.from(new Uint16Array(new Uint8Array(contactCounts).buffer), (count) =>
    Array.from({ length: count }, () => [next(), next()] as const),
  );
}
