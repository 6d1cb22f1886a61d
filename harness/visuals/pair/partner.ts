/** Starting and ending the thread that draws the other half. */
import { Worker } from 'node:worker_threads';
import { within } from '../../deadline.ts';
import { HarnessError } from '../../errors.ts';
import type { Desk } from './desk.ts';
import type { Mail, Welcome, Word } from './mail.ts';

const START_MS = 60_000;
const WORD_MS = 1_000;
/** Beside this file, in the language that this file is in. */
const THREAD = new URL(`./partner-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url);

export interface Partner {
  /** Read before the next picture is drawn. */
  post(mail: Mail): void;
  /** What it said when it failed. */
  trouble(): Promise<string>;
  end(): Promise<void>;
}

/** It never keeps the process alive. @throws HarnessError E_TIMEOUT, E_VISUALS where it does not start */
export async function startPartner(desk: Desk): Promise<Partner> {
  const welcome: Welcome = { desk };
  const worker = new Worker(THREAD, { workerData: welcome });
  const trouble = wordOf(worker, 'failed').then((word) => (word.kind === 'failed' ? word.message : ''));
  trouble.catch(() => {});
  const ready = wordOf(worker, 'ready');
  worker.unref(); // after the listeners: each of them takes it back
  const word = await within(ready, START_MS, null);
  if (word === null) {
    await worker.terminate();
    throw new HarnessError('E_TIMEOUT', `the other drawing thread did not start within ${START_MS} ms`);
  }
  return {
    post: (mail) => worker.postMessage(mail),
    trouble: () => within(trouble, WORD_MS, 'it said nothing more'),
    end: async () => void (await worker.terminate()),
  };
}

function wordOf(worker: Worker, kind: Word['kind']): Promise<Word> {
  return new Promise((resolve, reject) => {
    worker.on('message', (word: Word) => word.kind === kind && resolve(word));
    worker.once('error', reject);
    worker.once('exit', () => reject(new HarnessError('E_VISUALS', 'the other drawing thread ended')));
  });
}
