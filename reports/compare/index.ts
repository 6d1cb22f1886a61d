/** Policies compared on the same episodes. Pure. */
export { type CompareInput, compare } from './compare.ts';
export type { Beside, ComparedEpisode, Entrant } from './entrant.ts';
export { entrantOfRun, type RunInput } from './entrant-of-run.ts';
