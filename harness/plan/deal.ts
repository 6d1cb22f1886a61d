import { isGroup } from '../scenario/cast.ts';
import type { ObjectEntry } from '../scenario/schema/objects.ts';
import { shuffled, stream } from './random.ts';

/** What a body looks like: its model and the colour word it is painted in, null for the model's own. */
export interface Look {
  readonly model: string;
  readonly paint: string | null;
}

/**
 * The looks of one entry: one, or as many as the group counts. Models and colours are dealt side by side, each from a shuffled
 * deck of its own and from it again once it is empty, so a larger count only adds members and what is not free is passed over.
 * @param original the look that the entry is like, if it is like one
 * @returns null when no look of the entry is free
 */
export function looksOf(
  key: string,
  entry: ObjectEntry,
  original: Look | null,
  seed: number,
  free: (look: Look) => boolean,
): Look[] | null {
  const models = deckOf(entry.models ?? [original?.model ?? entry.model!], seed, `cast.${key}`);
  const colors = deckOf(colorsOf(entry, original), seed, `color.${key}`);
  const rounds = Array.from({ length: models.length * colors.length }, (_, i) => lookAt(models, colors, i));
  const deck = rounds.filter(free);
  if (deck.length === 0) return null;
  return Array.from({ length: isGroup(entry) ? entry.count : 1 }, (_, i) => deck[i % deck.length]!);
}

/** One card needs no shuffling. */
function deckOf<T>(cards: readonly T[], seed: number, kind: string): readonly T[] {
  return cards.length === 1 ? cards : shuffled(cards, stream(seed, kind));
}

function colorsOf({ color, colors }: ObjectEntry, original: Look | null): readonly (string | null)[] {
  return colors ?? [color ?? original?.paint ?? null];
}

/** Deals every pair once in as many rounds over the models as there are colours; each round goes one colour further. */
function lookAt(models: readonly string[], colors: readonly (string | null)[], i: number): Look {
  const [round, at] = [Math.floor(i / models.length), i % models.length];
  return { model: models[at]!, paint: colors[(at + round) % colors.length]! };
}
