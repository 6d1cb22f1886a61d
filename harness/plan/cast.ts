import { type Library, lookUp } from '../library/library.ts';
import type { Model } from '../library/model.ts';
import { type Group, isGroup } from '../scenario/cast.ts';
import type { Places } from '../scenario/issues.ts';
import type { ObjectEntry, Place } from '../scenario/schema/objects.ts';
import type { Setup } from '../scenario/schema/scenario.ts';
import type { Path } from '../scenario/source.ts';
import { shuffled, stream } from './random.ts';

/** One body that will stand on the table: who it is, not yet where. */
export interface Member {
  readonly name: string;
  /** Its key under `objects`. */
  readonly entry: ObjectEntry;
  readonly path: Path;
  readonly model: Model;
  /** The colour word it is called by. */
  readonly color: string;
  readonly scale: number;
  readonly place: Place;
}

/** Every member of a setup in the order in which they find their places: target, receptacle, other objects, groups. */
export function castOf(setup: Setup, seed: number, library: Library, places: Places): Member[] {
  const entries = Object.entries(setup.objects);
  const rank = ([name, entry]: [string, ObjectEntry]) =>
    name === 'target' ? 0 : name === 'receptacle' ? 1 : isGroup(entry) ? 3 : 2;
  return entries
    .toSorted((a, b) => rank(a) - rank(b))
    .flatMap(([name, entry]) => {
      const path = ['objects', name];
      const model = (file: string, at: Path) => lookUp(library.models, file, 'model', places.locate(at));
      if (isGroup(entry)) return groupMembers(name, entry, seed, path, model);
      return entry.absent ? [] : [member(name, entry, path, model(entry.model!, [...path, 'model']))];
    });
}

/** Models are dealt from a shuffled deck, and from it again once it is empty: a larger count only adds members. */
function groupMembers(
  name: string,
  group: Group,
  seed: number,
  path: Path,
  model: (file: string, at: Path) => Model,
): Member[] {
  const deck = shuffled(group.models, stream(seed, `cast.${name}`));
  return Array.from({ length: group.count }, (_, i) =>
    member(`${name}${i}`, group, path, model(deck[i % deck.length]!, [...path, 'models'])),
  );
}

function member(name: string, entry: ObjectEntry, path: Path, model: Model): Member {
  return {
    name,
    entry,
    path,
    model,
    color: entry.color ?? model.color,
    scale: entry.scale ?? 1,
    place: entry.place ?? {},
  };
}
