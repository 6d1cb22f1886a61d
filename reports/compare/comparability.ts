import type { FieldDifference } from '../schema/comparison.ts';
import { differingParts } from './definition.ts';
import { type ComparedEpisode, type Entrant, SOURCES } from './entrant.ts';
import { differenceText } from './text.ts';

/** Every field in which entrants differ: of their settings first, then of episodes that share an id and not a digest. */
export function differencesOf(entrants: readonly Entrant[]): FieldDifference[] {
  return [...sourceDifference(entrants), ...settingDifferences(entrants), ...definitionDifferences(entrants)];
}

function sourceDifference(entrants: readonly Entrant[]): FieldDifference[] {
  const values = entrants.map(({ source }) => SOURCES[source]);
  return new Set(values).size > 1 ? [{ field: 'source', essential: true, values, episodes: null }] : [];
}

function settingDifferences(entrants: readonly Entrant[]): FieldDifference[] {
  const fields = [...new Set(entrants.flatMap(({ setting }) => Object.keys(setting)))];
  return fields.flatMap((field) => {
    const known = entrants.map(({ setting }) => setting[field]);
    const values = known.map((each) => each?.value.toString() ?? null);
    if (new Set(values).size === 1) return [];
    return [{ field, essential: known.some((each) => each?.essential), values, episodes: null }];
  });
}

/** What differs in the definitions of shared episodes, with the values of the first one and how many there are. */
function definitionDifferences(entrants: readonly Entrant[]): FieldDifference[] {
  const [reference, ...others] = entrants;
  const found = new Map<string, { values: (string | null)[]; episodes: number }>();
  for (const [at, other] of others.entries()) {
    for (const [one, same] of sharedEpisodes(reference!, other)) {
      if (one.digest === same.digest || one.spec === null || same.spec === null) continue;
      for (const { part, first, second } of differingParts(one.spec, same.spec)) {
        const known = found.get(part) ?? { values: [first, ...others.map(() => null)], episodes: 0 };
        known.values[at + 1] ??= second;
        known.episodes++;
        found.set(part, known);
      }
    }
  }
  return [...found].map(([field, { values, episodes }]) => ({ field, essential: false, values, episodes }));
}

function sharedEpisodes(first: Entrant, second: Entrant): [ComparedEpisode, ComparedEpisode][] {
  const byId = new Map(second.episodes.map((each) => [each.episodeId, each]));
  return first.episodes.flatMap((each): [ComparedEpisode, ComparedEpisode][] => {
    const other = byId.get(each.episodeId);
    return other ? [[each, other]] : [];
  });
}

/**
 * Why entrants must not be compared: what decides the meaning of an episode differs, or no episode that they share is
 * defined alike. Null where they may.
 */
export function incomparable(entrants: readonly Entrant[], differences: readonly FieldDifference[]): string | null {
  const names = entrants.map(({ name }) => name);
  const told = (some: readonly FieldDifference[]) => some.map((each) => differenceText(each, names)).join('; ');
  const essential = differences.filter((each) => each.essential);
  if (essential.length > 0) return told(essential);
  const [reference, ...others] = entrants;
  for (const other of others) {
    const shared = sharedEpisodes(reference!, other);
    if (shared.length === 0 || shared.some(([one, same]) => one.digest === same.digest)) continue;
    return told(differences.filter(({ episodes }) => episodes !== null));
  }
  return null;
}
