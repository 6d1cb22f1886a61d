import { summarizeInDetail } from '../../../reports/index.ts';
import type { RunReport } from '../../../reports/run-report/index.ts';
import type { RecordedRun } from '../../run/find-run.ts';
import { harnessVersion } from '../../run/surroundings.ts';
import { summaryInput } from '../summary-input.ts';
import { exhibitsOf } from './exhibits.ts';
import { withMilestones } from './with-milestones.ts';

const TORN =
  'The last line of episodes.jsonl is torn and not counted: the command that made the run runs that episode again.';

/** All that a report is made of, from the folder of the run alone. */
export async function reportOf(recorded: RecordedRun, replays: boolean): Promise<RunReport> {
  const run = await withMilestones(recorded);
  const summary = summarizeInDetail(await summaryInput(run));
  return {
    summary,
    manifest: run.manifest,
    exhibits: await exhibitsOf(run, summary, replays),
    warnings: run.torn ? [TORN] : [],
    harnessVersion: await harnessVersion(),
  };
}
