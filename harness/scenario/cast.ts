import type { ObjectEntry } from './schema/objects.ts';
import type { Setup } from './schema/scenario.ts';

/** A group of objects in a scenario: `others: { models, count }`. */
export interface Group extends ObjectEntry {
  readonly models: string[];
  readonly count: number;
}

export function isGroup(entry: ObjectEntry): entry is Group {
  return entry.models !== undefined;
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
