import type { Box } from '../answer.ts';
import { iou } from '../metrics/box.ts';

/** Something of the scene as a thought may call it. */
export interface Known {
  readonly name: string;
  /** Its own name and others that it goes by. */
  readonly words: readonly string[];
  /** Around what shows of it; null where nothing does. */
  readonly box: Box | null;
}

export interface Named {
  /** What the thought speaks of most; of equals the one spoken of last. Null where it names nothing of the scene. */
  readonly named: string | null;
  /** What the box of the answer overlaps most, by IoU; null where it meets nothing. */
  readonly boxed: string | null;
  /** The thing boxed is spoken of as much as any: also where two look alike. Null without one of the two. */
  readonly agree: boolean | null;
}

/** Whether a thought and the box after it are about the same thing: it may think "cup" and box the bowl. */
export function namedAndBoxed(thought: string, box: Box, things: readonly Known[]): Named {
  const spoken = (thing: Known) => mentions(thought, thing.words);
  const named = best(things, spoken);
  const boxed = best(things, (thing) => (thing.box ? iou(box, thing.box) : 0));
  const agree = named && boxed && spoken(boxed) === spoken(named);
  return { named: named?.name ?? null, boxed: boxed?.name ?? null, agree };
}

/** How often, and as a fraction how late: the last mention decides between equals. */
function mentions(thought: string, words: readonly string[]): number {
  const any = new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.map(escaped).join('|')})(?:s|es)?(?![\\p{L}\\p{N}])`, 'giu');
  const found = [...thought.matchAll(any)];
  return found.length === 0 ? 0 : found.length + found.at(-1)!.index / (thought.length + 1);
}

const escaped = (word: string): string => word.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function best(things: readonly Known[], worth: (thing: Known) => number): Known | null {
  let [found, most]: [Known | null, number] = [null, 0];
  for (const thing of things) {
    const value = worth(thing);
    if (value > most) [found, most] = [thing, value];
  }
  return found;
}
