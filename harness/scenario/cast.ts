import type { ObjectEntry } from './schema/objects.ts';
import type { Setup } from './schema/scenario.ts';

/** A group of objects in a scenario: `others: { models, count }`. */
export interface Group extends ObjectEntry {
  readonly count: number;
}

export function isGroup(entry: ObjectEntry): entry is Group {
  return entry.count !== undefined;
}

/** The names under `objects` in the order in which they are drawn: target, receptacle, other objects, groups. */
export function castingOrder({ objects }: Setup): string[] {
  const rank = (name: string) => (name === 'target' ? 0 : name === 'receptacle' ? 1 : isGroup(objects[name]!) ? 3 : 2);
  return Object.keys(objects).toSorted((a, b) => rank(a) - rank(b));
}

/** Every model that an object may turn out to be; none where it is like something that has no model of its own. */
export function modelsOf({ model, models, like }: ObjectEntry, { objects }: Setup): string[] {
  if (like === undefined) return models ?? [model!];
  const liked = objects[like];
  return liked?.models ?? (liked?.model === undefined ? [] : [liked.model]);
}

/** Names of all bodies that a setup puts on the table; a group gives `others0`, `others1`, ... */
export function bodyNames(setup: Setup): string[] {
  return Object.entries(setup.objects).flatMap(([name, entry]) => {
    if (isGroup(entry)) return Array.from({ length: entry.count }, (_, i) => `${name}${i}`);
    return entry.absent ? [] : [name];
  });
}

/** Where the target goes: as the scenario says, else the receptacle, else the only zone; null when there is none. */
export function goalOf(setup: Setup): string | null {
  if (setup.goal !== undefined) return setup.goal;
  if (setup.task === 'pick_and_place') return Object.hasOwn(setup.objects, 'receptacle') ? 'receptacle' : null;
  const zones = Object.keys(setup.zones);
  return setup.task === 'move_to_region' && zones.length === 1 ? zones[0]! : null;
}
