import {
  createReporter,
  fittingReporter,
  type Outlet,
  type Reporter,
  type Summary,
  systemClock,
} from '../../../reports/index.ts';
import { counted } from '../../counted.ts';
import { EXIT } from '../../errors.ts';
import { chooseFolder } from '../../run/choose-folder.ts';
import { deadlinesFrom } from '../../run/deadlines.ts';
import { clearHalfDrawn } from '../../run/half-drawn.ts';
import { type Interrupt, listenForInterrupt } from '../../run/interrupt.ts';
import { untilDeadline } from '../../run/run-deadline.ts';
import { isAddress } from '../../simulator/address.ts';
import type { SimulatorInfo } from '../../types.ts';
import { drawnHosts } from '../hosts.ts';
import { RUNS_HOME } from '../options.ts';
import { dryRun } from './dry-run.ts';
import { execute } from './execute.ts';
import type { Execution } from './execution.ts';
import { verdictOf, withGate } from './live-gate.ts';
import { type OpenQueue, openQueue } from './open-queue.ts';
import type { RunOptions } from './options.ts';
import { draftOf, prepare } from './prepare.ts';

/** `harness run`: from the words on the command line to an exit code; every process that it starts ends with it. */
export async function runSuite(asked: RunOptions): Promise<number> {
  const reporter = createReporter(asked.json ? 'json' : fittingReporter(outlet), outlet);
  const deadlines = deadlinesFrom(asked.deadline);
  const hosts = drawnHosts({ ...asked, deadlines }, asked.workers);
  const dispose = () => Promise.all(hosts.map((host) => host.dispose()));
  const interrupt = listenForInterrupt(
    () => reporter.note('stopping after the episodes under way; once more to stop at once'),
    () => {
      reporter.close();
      void dispose().finally(() => process.exit(EXIT.interrupted));
    },
  );
  let queue: OpenQueue | null = null;
  try {
    queue = asked.dryRun ? null : await openQueue(asked, reporter);
    const opened = async () => (await hosts[0]!.open()).info;
    const { prepared, gate } = await withGate(asked, await prepare(asked, opened));
    for (const line of prepared.notes) reporter.note(line);
    const options = { ...asked, workers: workersFor(asked, prepared.simulator, reporter) };
    const code = options.dryRun
      ? await dryRun(prepared, options, hosts[0]!, outlet)
      : await runPrepared({
          options,
          prepared,
          hosts: hosts.slice(0, options.workers),
          deadlines,
          gate,
          queue,
          reporter,
          interrupt,
        });
    return interrupt.stop.aborted ? EXIT.interrupted : code;
  } finally {
    reporter.close();
    queue?.link.close();
    await dispose();
    interrupt.release();
  }
}

/** A bridge of somebody else's has so many slots and no more; of our own there is one for each worker. */
function workersFor({ simulator, workers }: RunOptions, { slots }: SimulatorInfo, reporter: Reporter): number {
  if (!isAddress(simulator) || workers <= slots) return workers;
  reporter.note(
    `the simulator has ${counted(slots, 'slot')}: going on with ${counted(slots, 'worker')}, not ${workers}`,
  );
  return slots;
}

const outlet: Outlet = { stdout: process.stdout, stderr: process.stderr, environment: process.env, clock: systemClock };

interface Readied
  extends Pick<Execution, 'options' | 'prepared' | 'hosts' | 'deadlines' | 'gate' | 'queue' | 'reporter'> {
  readonly interrupt: Interrupt;
}

async function runPrepared({ interrupt, ...readied }: Readied): Promise<number> {
  const { options, prepared, deadlines, gate, reporter } = readied;
  const stop = untilDeadline(interrupt.stop, deadlines.runMs, () =>
    reporter.note(`the run has had its ${deadlines.runMs / 1000} s: stopping after the episodes under way`),
  );
  if (options.out === undefined) await clearHalfDrawn(RUNS_HOME);
  const chosen = await chooseFolder({
    request: prepared.request,
    planned: prepared.share.planned,
    out: options.out ?? null,
    fresh: options.fresh,
    home: RUNS_HOME,
    nowMs: Date.now(),
  });
  const draft = {
    ...(await draftOf(prepared, chosen.folder.name, Date.now())),
    ...(gate ? { gate: gate.written } : {}),
  };
  reporter.note(`${chosen.resumes ? 'going on with' : 'run folder'} ${chosen.folder.path}`);
  const summary = await execute({ ...readied, chosen, draft, stop, abandon: interrupt.abandon });
  if (summary === null) return EXIT.noData;
  reporter.runEnded(summary);
  reporter.note(`as a page with charts and replays: harness report ${chosen.folder.path}`);
  return gate && !stop.aborted ? verdictOf(chosen.folder, options) : exitCode(summary);
}

/** 4 when something is still without an outcome, or when there is no valid episode at all. */
export function exitCode({ counts }: Summary): number {
  const valid = counts.success + counts.failure;
  return valid === 0 || counts.infraError + counts.notRun > 0 ? EXIT.noData : EXIT.done;
}
