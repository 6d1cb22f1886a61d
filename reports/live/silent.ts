import type { Reporter } from '../reporter.ts';

const nothing = (): void => {};

/** Says nothing at all: the exit code and the run folder tell. */
export const silent = (): Reporter => ({
  runStarted: nothing,
  episodeStarted: nothing,
  episodeEnded: nothing,
  note: nothing,
  runEnded: nothing,
  close: nothing,
});
