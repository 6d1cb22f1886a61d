import { SMALL } from './suite.ts';

/** One short nominal episode: what goes wrong shows as well as in a long one. */
export const ONE_EPISODE = `${SMALL.slice(0, SMALL.indexOf('factors:'))}`
  .replace(/maxSteps: \d+/, 'maxSteps: 12')
  .replace(/episodes: \d+/, 'episodes: 1');
