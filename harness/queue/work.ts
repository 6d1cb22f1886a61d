/** The side that runs episodes: takes attempts off the queue, and holds each result until the coordinator has it. */
import { keysOf } from './keys.ts';
import { RunWatch } from './run-watch.ts';
import { Shift } from './shift.ts';
import type { WorkInputs } from './work-inputs.ts';

/** Works until the run is over or `stop` says so. @throws HarnessError E_QUEUE, E_WORKER */
export async function work(inputs: WorkInputs): Promise<void> {
  const { link, name, run, patienceMs } = inputs;
  const keys = keysOf(name);
  const shift = new Shift(inputs, keys.of(run.token));
  const watch = await RunWatch.start(link, keys, run, patienceMs);
  try {
    await shift.begin();
    await link.orLost(Promise.race([watch.over, shift.failed, aborted(inputs.stop)]));
    await link.orLost(Promise.race([shift.finish(), watch.over, aborted(inputs.abandon)]));
  } finally {
    watch.close();
    await shift.close();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
