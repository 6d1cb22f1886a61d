import type { Outlet, Reporter } from '../reporter.ts';
import { summaryJson } from '../summary-json.ts';
import { following } from './lines.ts';

/** For a program: the summary as JSON on stdout and nothing else there; lines on the way go to stderr. */
export function json(outlet: Outlet): Reporter {
  const follower = following(outlet);
  return {
    ...follower,
    runEnded(summary) {
      follower.close();
      outlet.stdout.write(summaryJson(summary));
    },
  };
}
