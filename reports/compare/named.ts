import type { Entrant } from './entrant.ts';

/** Gives every entrant a name of its own: its policy's, else with its run or file, else with a number. */
export function named(entrants: readonly Entrant[]): Entrant[] {
  const told = entrants.map((each) => (isAlone(each.name, entrants) ? each : { ...each, name: withOrigin(each) }));
  return told.map((each, at) => (isAlone(each.name, told) ? each : { ...each, name: `${each.name} #${at + 1}` }));
}

const isAlone = (name: string, entrants: readonly Entrant[]): boolean =>
  entrants.filter((each) => each.name === name).length === 1;

const withOrigin = ({ name, runId, location }: Entrant): string => `${name} (${runId ?? location})`;
