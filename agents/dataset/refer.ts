/** Words that mean one thing of a scene and no other. */
import type { Stream } from '../../harness/plan/random.ts';
import { oneOf } from './draw.ts';
import type { Seen, Sight } from './sight.ts';
import { phraseOf, type Thing } from './things.ts';

export interface Reference {
  /** `the red mug`, `the leftmost cube`. */
  readonly text: string;
  /** What makes it one: for the first step of the reasoning. */
  readonly by: 'noun' | 'color' | 'synonym' | 'place';
}

/** Alike, they are told apart only where one is plainly farther left than the others. */
const PLAINLY = 0.08;

/** A way to name it, of those that are true and leave no doubt; null when there is none. */
export function referenceTo(seen: Seen, sight: Sight, things: readonly Thing[], draws: Stream): Reference | null {
  const { thing } = seen;
  const others = things.filter((other) => other !== thing);
  const sameNoun = others.filter((other) => alsoCalled(other, thing.noun));
  const sameColor = sameNoun.filter(({ color }) => color === thing.color);
  const phrase = `the ${phraseOf(thing)}`;
  if (sameColor.length > 0) return byPlace(seen, sameColor, sight);
  const byColor: Reference = { text: phrase, by: phraseOf(thing) === thing.noun ? 'noun' : 'color' };
  if (sameNoun.length > 0) return byColor.by === 'color' ? byColor : null;
  const synonyms = thing.synonyms.map((word): Reference => ({ text: `the ${word}`, by: 'synonym' }));
  const share = draws.unit();
  if (share < 0.15 && synonyms.length > 0) return oneOf(synonyms, draws);
  return share < 0.4 ? { text: `the ${thing.noun}`, by: 'noun' } : byColor;
}

/** A small cube is a cube too, a tennis ball a ball. */
const alsoCalled = ({ noun }: Thing, wanted: string): boolean => noun === wanted || noun.endsWith(` ${wanted}`);

function byPlace({ thing, box }: Seen, alike: readonly Thing[], { seen }: Sight): Reference | null {
  const shown = seen.filter((other) => alike.includes(other.thing));
  if (shown.length < alike.length) return null;
  const text = (word: string) => ({ text: `the ${word} ${phraseOf(thing)}`, by: 'place' as const });
  const [left, right] = shown.length === 1 ? ['left', 'right'] : ['leftmost', 'rightmost'];
  if (shown.every((other) => box.x < other.box.x - PLAINLY)) return text(left!);
  return shown.every((other) => box.x > other.box.x + PLAINLY) ? text(right!) : null;
}

/** Of something that is only mentioned: by colour and noun, and by its place too where that is not enough. Null where nothing is. */
export function mention(seen: Seen, sight: Sight, things: readonly Thing[]): string | null {
  const { thing } = seen;
  const alike = things.filter(
    (other) =>
      other !== thing &&
      alsoCalled(other, thing.noun) &&
      (other.color === thing.color || phraseOf(thing) === thing.noun),
  );
  return alike.length === 0 ? `the ${phraseOf(thing)}` : (byPlace(seen, alike, sight)?.text ?? null);
}
