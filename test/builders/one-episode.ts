import type { FrontDoor } from './front-door.ts';
import { SMALL } from './suite.ts';

/** One short nominal episode: what goes wrong shows as well as in a long one. */
export const ONE_EPISODE = `${SMALL.slice(0, SMALL.indexOf('factors:'))}`
  .replace(/maxSteps: \d+/, 'maxSteps: 12')
  .replace(/episodes: \d+/, 'episodes: 1');

/** Arguments of a run of it, tried once on one worker. */
export function oneEpisode(door: FrontDoor, policy: string, out: string): readonly string[] {
  const suite = door.file('one.yaml', ONE_EPISODE);
  const once = ['--floors', 'none', '--workers', '1', '--retries', '0'];
  return ['run', '--suite', suite, '--policy', policy, ...once, '--out', out];
}
