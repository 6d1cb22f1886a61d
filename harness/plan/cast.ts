import { HarnessError } from '../errors.ts';
import { type Library, lookUp } from '../library/library.ts';
import type { Model } from '../library/model.ts';
import { castingOrder, isGroup } from '../scenario/cast.ts';
import type { Places } from '../scenario/issues.ts';
import type { ObjectEntry, Place } from '../scenario/schema/objects.ts';
import type { Setup } from '../scenario/schema/scenario.ts';
import type { Path } from '../scenario/source.ts';
import { type Look, looksOf } from './deal.ts';

/** One body that the scenario is about: who it is, not yet where. */
export interface Member {
  readonly name: string;
  /** Its key under `objects`. */
  readonly key: string;
  readonly entry: ObjectEntry;
  readonly path: Path;
  readonly model: Model;
  /** The colour word it is called by. */
  readonly color: string;
  /** The colour word it is painted in; null leaves the model's own. */
  readonly paint: string | null;
  readonly scale: number;
  readonly place: Place;
}

/**
 * Every member of a setup in the order in which they find their places: target, receptacle, other objects, groups. What is
 * absent from the table is among them: the instruction names it all the same.
 * @throws HarnessError E_SCENARIO where nothing is left to draw
 */
export function castOf(setup: Setup, seed: number, library: Library, places: Places): Member[] {
  const cast: Member[] = [];
  for (const key of castingOrder(setup))
    cast.push(...membersOf(key, setup.objects[key]!, cast, { seed, library, places }));
  return cast;
}

interface Casting {
  readonly seed: number;
  readonly library: Library;
  readonly places: Places;
}

/** @param cast those drawn before */
function membersOf(key: string, entry: ObjectEntry, cast: readonly Member[], casting: Casting): Member[] {
  const { seed, library, places } = casting;
  const path = ['objects', key];
  const original = cast.find((each) => each.key === entry.like);
  const look = original ? { model: original.model.name, paint: original.paint } : null;
  const looks = looksOf(key, entry, look, seed, isFree(entry, cast, library));
  if (looks === null) throw nothingLeft(path, entry, places);
  return looks.map(({ model: file, paint }, i) => {
    const model = lookUp(library.models, file, 'model', places.locate(path));
    const { scale = 1, place = {} } = entry;
    const name = isGroup(entry) ? `${key}${i}` : key;
    return { name, key, entry, path, model, color: paint ?? model.color, paint, scale, place };
  });
}

/** Whether a look is none of those that the entry must be unlike; a model's own colour counts as that colour. */
function isFree({ unlike = [] }: ObjectEntry, cast: readonly Member[], { models }: Library): (look: Look) => boolean {
  const taken = cast.filter((each) => unlike.includes(each.key));
  return ({ model, paint }) =>
    !taken.some((each) => each.model.name === model && each.color === (paint ?? models[model]?.color));
}

function nothingLeft(path: Path, { unlike = [] }: ObjectEntry, places: Places): HarnessError {
  const message = `${path.join('.')}: expected a model and colour that ${unlike.join(' and ')} does not have, got none`;
  return new HarnessError('E_SCENARIO', message, {
    location: places.locate([...path, 'unlike']),
    hint: 'more models or colors',
  });
}
