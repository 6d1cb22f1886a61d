import { HarnessError } from '../../errors.ts';
import { direct } from '../../queue/status.ts';
import { withLink } from './with-link.ts';

const SAID = { pause: 'paused', resume: 'resumed', drain: 'draining' } as const;

/** Tells the run on a queue what to do. @throws HarnessError E_RUN where there is none */
export async function give(order: keyof typeof SAID, queue: string): Promise<void> {
  await withLink(queue, async (link, name) => {
    const run = await direct(link, name, order);
    if (!run) throw new HarnessError('E_RUN', `no run on ${link.shown}: expected one of harness run --queue`);
    process.stdout.write(`${run.runId}: ${SAID[order]}\n`);
  });
}
