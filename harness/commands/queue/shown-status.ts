import { counted } from '../../counted.ts';
import type { QueueStatus } from '../../queue/status.ts';
import { columns } from '../table.ts';

/** For a person. */
export function shownStatus(status: QueueStatus): string {
  const { progress, waiting, underWay, unrecorded, coordinator } = status;
  const { success, failure, invalid, infra_error: broken } = progress.outcomes;
  const settled = success + failure + invalid;
  const rows = [
    ['run', `${status.run}, ${status.state}${status.why === null ? '' : `: ${status.why}`}`],
    ['coordinator', coordinator ? `process ${coordinator.pid} on ${coordinator.host}` : 'none'],
    [
      'episodes',
      `${settled} of ${progress.planned} settled: ${success} success, ${failure} failure, ${invalid} invalid`,
    ],
    [
      'attempts',
      `${progress.attempts} recorded; ${counted(broken, 'episode')} ended in an infrastructure error so far`,
    ],
    ['queue', `${waiting} waiting, ${underWay} under way, ${unrecorded} finished and not yet recorded`],
    ...status.workers.map(({ id, host, pid, slots, busy, finished }) => [
      `worker ${id}`,
      `${host}, process ${pid}: ${busy.length} of ${counted(slots, 'slot')} busy, ${finished} recorded`,
    ]),
  ];
  return columns(rows).join('\n');
}
