import type { CellRates } from '../../../reports/index.ts';
import { newestRun } from '../../run/find-run.ts';
import { ratesByDigest } from './rates-by-digest.ts';

/** What the newest oracle run of the same suite solved of exactly these episodes; undefined where there is no such run. */
export async function oracleRates(
  suite: string,
  episodes: Parameters<typeof ratesByDigest>[0],
  home: string,
): Promise<CellRates | undefined> {
  const found = await newestRun(home, (request) => request.suite === suite && /^oracle(\?|$)/.test(request.policy));
  return found ? ratesByDigest(episodes, found.records) : undefined;
}
