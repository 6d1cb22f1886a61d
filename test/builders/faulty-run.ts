/** Runs of the small suite on the toy world, with or without something that goes wrong. */
import type { Test } from 'tap';
import type { EpisodeRecord } from '../../harness/types.ts';
import { FrontDoor } from './front-door.ts';
import { SMALL } from './suite.ts';

export const RUN = [
  'run',
  '--suite',
  'small.yaml',
  '--out',
  'r',
  '--retries',
  '1',
  '--floors',
  'none',
  '--policy',
  'oracle',
];

/** The simulator's own pictures. */
export const DRAWN_THERE = [...RUN, '--renderer', 'simulator'];

export function door(t: Test): FrontDoor {
  const opened = new FrontDoor(t);
  opened.file('small.yaml', SMALL);
  return opened;
}

export const outcomes = (records: readonly EpisodeRecord[], condition: string): string[] =>
  records.filter(({ conditionId }) => conditionId === condition).map(({ outcome, end }) => `${outcome} ${end}`);

export const valid = (records: readonly EpisodeRecord[]): EpisodeRecord[] =>
  records.filter(({ outcome }) => outcome === 'success' || outcome === 'failure');

/** Rows of an undisturbed run on the toy world, to hold the others against. */
export async function clean(t: Test): Promise<readonly EpisodeRecord[]> {
  const harness = door(t);
  const { code, stderr } = await harness.run(RUN, []);
  t.equal(code, 0, stderr.slice(-300));
  return harness.records('r');
}
