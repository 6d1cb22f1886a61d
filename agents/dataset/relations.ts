/** Where a thing is among the others, as somebody says who looks at the picture. True by poses and by the picture. */
import { awayM, type Seen, type Sight } from './sight.ts';
import { gapBetween, type Thing } from './things.ts';

export type RelationKind = 'left' | 'right' | 'behind' | 'before' | 'above' | 'below' | 'between' | 'inside';

export interface Relation {
  readonly kind: RelationKind;
  /** One, or two for `between`. */
  readonly to: readonly Seen[];
}

const NEAR_M = 0.16;
const BESIDE = 0.05;
const BEHIND_M = 0.05;

/** Relations that hold, the nearest neighbours first; none to what does not show. */
export function relationsOf(seen: Seen, sight: Sight): Relation[] {
  const others = sight.seen
    .filter((other) => other !== seen && gapBetween(seen.thing, other.thing) < NEAR_M)
    .toSorted((a, b) => gapBetween(seen.thing, a.thing) - gapBetween(seen.thing, b.thing));
  const single = others.flatMap((other) => {
    const kind = inReceptacle(seen.thing, other.thing) ? 'inside' : sideOf(seen, other, sight);
    return kind ? [{ kind, to: [other] } as Relation] : [];
  });
  const pairs = others.flatMap((a, i) => others.slice(i + 1).map((b) => [a, b] as const));
  const between = pairs.find(([a, b]) => isBetween(seen.thing, a.thing, b.thing));
  return between ? [{ kind: 'between', to: between }, ...single] : single;
}

const inReceptacle = (thing: Thing, other: Thing): boolean =>
  other.role === 'receptacle' && Math.hypot(thing.at[0] - other.at[0], thing.at[1] - other.at[1]) < other.radiusM / 2;

/** By the larger of the two offsets on the image; null where both are small. */
function sideOf(seen: Seen, other: Seen, { image, fromAbove }: Sight): RelationKind | null {
  const aspect = image.widthPx / image.heightPx;
  const [dx, dy] = [(seen.box.x - other.box.x) * aspect, seen.box.y - other.box.y];
  if (Math.abs(dx) >= Math.abs(dy)) return Math.abs(dx) < BESIDE * aspect ? null : dx < 0 ? 'left' : 'right';
  if (fromAbove) return Math.abs(dy) < BESIDE ? null : dy < 0 ? 'above' : 'below';
  const deeperM = awayM(image, seen.thing.at) - awayM(image, other.thing.at);
  return Math.abs(deeperM) < BEHIND_M ? null : deeperM > 0 ? 'behind' : 'before';
}

/** Near the middle of the line from one to the other, on the table. */
function isBetween(thing: Thing, a: Thing, b: Thing): boolean {
  const [dx, dy] = [b.at[0] - a.at[0], b.at[1] - a.at[1]];
  const lengthM = Math.hypot(dx, dy);
  const [px, py] = [thing.at[0] - a.at[0], thing.at[1] - a.at[1]];
  const along = (px * dx + py * dy) / lengthM ** 2;
  const asideM = Math.abs(px * dy - py * dx) / lengthM;
  return along > 0.3 && along < 0.7 && asideM < 0.03;
}

/** Before the names of what it is related to. */
export const RELATION_WORDS: Readonly<Record<RelationKind, string>> = {
  left: 'to the left of',
  right: 'to the right of',
  behind: 'behind',
  before: 'in front of',
  above: 'above',
  below: 'below',
  between: 'between',
  inside: 'inside',
};
