/** A process of its own: many workers with stub simulators. Arguments: address of the queue, number of workers. */
import { Noop } from '../../agents/noop.ts';
import { loadLibrary } from '../../harness/library/load.ts';
import { parseQueue } from '../../harness/queue/address.ts';
import { keysOf } from '../../harness/queue/keys.ts';
import { Link } from '../../harness/queue/link.ts';
import { waitForRun } from '../../harness/queue/run-watch.ts';
import { work } from '../../harness/queue/work.ts';
import { NominalSignatures } from '../../harness/run/nominal.ts';
import { Worker } from '../../harness/run/worker.ts';
import { shapesOf } from '../../harness/success/shapes.ts';
import type { PolicySpec } from '../../harness/types.ts';
import { WITHOUT_LOOK } from '../../harness/visuals/look.ts';
import { stubHost } from './stub-simulator.ts';

const PATIENCE_MS = 60_000;
const [, , address = '', count = ''] = process.argv;
const { models } = loadLibrary();
const note = (line: string): void => void process.stderr.write(`${line}\n`);
const spec: PolicySpec = {
  name: 'noop',
  fingerprint: '',
  privileged: false,
  language: false,
  cameras: [],
  state: [],
  mode: 'ee_delta',
  executionHorizon: 0,
};

async function worker(): Promise<void> {
  const never = new AbortController().signal;
  const queue = parseQueue(address);
  const link = await Link.open(queue, { patienceMs: PATIENCE_MS, note });
  const run = await waitForRun(link, keysOf(queue.name), { patienceMs: PATIENCE_MS, stop: never, note: () => {} });
  await work({
    link,
    name: queue.name,
    run: run!,
    slots: [
      {
        worker: (number) => new Worker(number, { host: stubHost(), openPolicy: async () => new Noop(spec) }),
        takeAnswers: () => [],
      },
    ],
    setting: {
      shapesOf: ({ scene }) => shapesOf(scene.bodies, (model) => models[model]!),
      signatures: new NominalSignatures(),
      lookOf: WITHOUT_LOOK,
      inferenceTimeoutMs: PATIENCE_MS,
      now: Date.now,
      clock: () => performance.now(),
    },
    check: () => {},
    patienceMs: PATIENCE_MS,
    stop: never,
    abandon: never,
    ended: () => {},
    note,
  });
  link.close();
}

await Promise.all(Array.from({ length: Number(count) }, worker));
