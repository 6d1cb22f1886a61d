import { policySource } from '../../../agents/index.ts';
import { counted } from '../../counted.ts';
import { EXIT, HarnessError } from '../../errors.ts';
import { loadLibrary } from '../../library/load.ts';
import { keysOf } from '../../queue/keys.ts';
import { Link } from '../../queue/link.ts';
import type { QueuedRun } from '../../queue/queued-run.ts';
import { waitForRun } from '../../queue/run-watch.ts';
import { requireSameRun } from '../../queue/same-run.ts';
import { work } from '../../queue/work.ts';
import { type Interrupt, listenForInterrupt } from '../../run/interrupt.ts';
import { NominalSignatures } from '../../run/nominal.ts';
import { harnessVersion } from '../../run/surroundings.ts';
import type { SimulatorHost } from '../../simulator/host.ts';
import { looksFrom } from '../../visuals/look.ts';
import { AssetStore } from '../../visuals/store.ts';
import { drawnHosts } from '../hosts.ts';
import { surroundingsOf } from '../knowledge.ts';
import { queueAddress } from '../queue/address.ts';
import { contextOf } from '../run/design.ts';
import { shapeLookup } from '../run/prepare.ts';
import { episodeCheck } from './episode-check.ts';
import { slotOf } from './slot.ts';

export interface WorkerOptions {
  readonly queue: string;
  readonly workers: number;
  readonly policy?: string;
  readonly simulator?: string;
  /** Seconds. */
  readonly patience: number;
}

const note = (line: string): void => void process.stderr.write(`${line}\n`);

/** `harness worker`: works for the run that a queue serves; every process that it starts ends with it. */
export async function workSuite(options: WorkerOptions): Promise<number> {
  const address = queueAddress(options.queue);
  const patienceMs = options.patience * 1000;
  let hosts: readonly SimulatorHost[] = [];
  const dispose = () => Promise.all(hosts.map((host) => host.dispose()));
  const interrupt = listenForInterrupt(
    () => note('stopping after the episodes under way; once more to leave them to others'),
    () => void dispose().finally(() => process.exit(EXIT.interrupted)),
  );
  const link = await Link.open(address, { patienceMs, note }).catch((error) => {
    interrupt.release();
    throw error;
  });
  try {
    const run = await waitForRun(link, keysOf(address.name), { patienceMs, stop: interrupt.stop, note });
    if (run === null) return EXIT.interrupted;
    const { deadlines, renderer } = run;
    const simulator = simulatorOf(options, run);
    hosts = drawnHosts({ simulator, deadlines, ...(renderer === null ? {} : { renderer }) }, options.workers);
    await workFor(run, options, { link, name: address.name, hosts, interrupt });
    return interrupt.stop.aborted ? EXIT.interrupted : EXIT.done;
  } finally {
    link.close();
    await dispose();
    interrupt.release();
  }
}

function simulatorOf({ simulator }: WorkerOptions, run: QueuedRun): string {
  const name = simulator ?? run.simulator;
  if (name !== null) return name;
  throw new HarnessError(
    'E_USAGE',
    'the run uses a bridge by its address: expected --simulator with one for this worker',
  );
}

interface Surroundings {
  readonly link: Link;
  readonly name: string;
  readonly hosts: readonly SimulatorHost[];
  readonly interrupt: Interrupt;
}

async function workFor(
  run: QueuedRun,
  { policy, patience }: WorkerOptions,
  { link, name, hosts, interrupt: { stop, abandon } }: Surroundings,
): Promise<void> {
  const library = loadLibrary();
  const source = await policySource(policy ?? run.policy, surroundingsOf(library));
  const { info } = await hosts[0]!.open();
  const context = contextOf(info);
  requireSameRun(run, { harness: await harnessVersion(), policyFingerprint: source.spec.fingerprint, context });
  note(`working for run ${run.runId}, ${counted(hosts.length, 'episode')} at a time`);
  let recorded = 0;
  await work({
    link,
    name,
    run,
    slots: hosts.map((host) => slotOf(host, source)),
    setting: {
      shapesOf: shapeLookup(library),
      signatures: new NominalSignatures(),
      lookOf: looksFrom(new AssetStore()),
      inferenceTimeoutMs: run.inferenceTimeoutMs,
      episodeMs: run.deadlines.episodeMs,
      now: Date.now,
      clock: () => performance.now(),
    },
    check: episodeCheck({ library, context, info, source }),
    patienceMs: patience * 1000,
    stop,
    abandon,
    ended: () => {
      recorded += 1;
    },
    note,
  });
  note(`done: ${counted(recorded, 'attempt')} of this worker recorded`);
}
