import { counted } from '../../harness/counted.ts';
import type { Summary } from '../schema/summary.ts';
import { stoppedText } from '../stopped.ts';

/** What a reader must know before any number of a run, in sentences. */
export function cautions({ run, counts, nominal, overall, stopped }: Summary): string[] {
  const notRun = counted(counts.notRun, 'planned episode');
  return [
    ...(overall.valid.n === 0 ? ['No episode has a valid outcome: there is no rate to report.'] : []),
    ...(run.policy.privileged
      ? ['This policy is privileged: it sees the ground truth. Its rates are no result of a real policy.']
      : []),
    ...(stopped
      ? [`${notRun} not run: ${stoppedText(stopped)}. Rates of a stopped run lean towards what stopped it.`]
      : []),
    ...(counts.notRun > 0 && !stopped ? [`${notRun} without a record: the run is not complete.`] : []),
    ...(nominal.solvable === 'not shown solvable'
      ? ['The oracle does not solve nominal: no rate here says much about a policy.']
      : []),
  ];
}
