/**
 * A model in a process of its own. ONNX Runtime keeps its thread while it computes and takes its process with it when it is
 * stopped: here a deadline is one, several workers compute at the same time, and what breaks is no harness.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { within } from '../../harness/deadline.ts';
import { HarnessError } from '../../harness/errors.ts';
import { onExit } from '../../harness/on-exit.ts';
import { CODE } from './card.ts';
import type { FeedTensor } from './feed.ts';
import type { Ports } from './fit.ts';
import type { Output, SessionReply, SessionRequest } from './session-messages.ts';

const LOAD_MS = 300_000;
const END_MS = 2_000;
/** Beside this file, in the language that this file is in. */
const SOURCES = import.meta.url.endsWith('.ts');
const PROGRAM = new URL(`./session-process${SOURCES ? '.ts' : '.js'}`, import.meta.url);

/**
 * @param file by its path, so that weights in files beside it are found
 * @throws `E_POLICY` for what is no model that ONNX Runtime can run
 */
export async function openSession(file: string, threads: number): Promise<Session> {
  const session = new Session(started());
  const reply = await session.ask({ kind: 'load', file, threads }, LOAD_MS);
  if (reply?.kind === 'loaded') {
    session.ports = reply.ports;
    return session;
  }
  await session.release();
  if (reply === null) throw new HarnessError('E_TIMEOUT', `${file} was not loaded within ${LOAD_MS} ms`);
  throw new HarnessError(CODE, `expected an ONNX model in ${file}, got what ONNX Runtime cannot load: ${told(reply)}`);
}

/** In a group of its own, so that an interrupt at the keyboard is the harness's alone; keeps nobody alive. */
function started(): ChildProcess {
  const child = fork(fileURLToPath(PROGRAM), {
    detached: true,
    execArgv: SOURCES ? process.execArgv : [],
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    // ONNX Runtime writes to the temporary folder and to Microsoft unless told not to before it is loaded.
    env: { ...process.env, ORT_DISABLE_TELEMETRY: '1' },
  });
  child.unref();
  child.channel?.unref();
  return child;
}

/** One question at a time; one that was not answered in time is the last. */
export class Session {
  ports: Ports = { inputs: [], outputs: [] };
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  readonly #forget: () => void;

  constructor(child: ChildProcess) {
    this.#child = child;
    this.#forget = onExit(() => child.kill('SIGKILL'));
    this.#ended = new Promise((resolve) => child.once('exit', () => resolve()).once('error', () => resolve()));
  }

  /** @throws `E_POLICY_SERVER` for a model that breaks, `E_TIMEOUT` */
  async run(feed: Readonly<Record<string, FeedTensor>>, output: string, limitMs: number): Promise<Output> {
    const reply = await this.ask({ kind: 'run', feed, output }, limitMs);
    if (reply?.kind === 'ran') return reply.output;
    if (reply === null) throw new HarnessError('E_TIMEOUT', `the ONNX model did not answer within ${limitMs} ms`);
    throw new HarnessError('E_POLICY_SERVER', `the ONNX model failed: ${told(reply)}`);
  }

  /** Null when nothing came in time. */
  ask(request: SessionRequest, limitMs: number): Promise<SessionReply | null> {
    const child = this.#child;
    const answer = new Promise<SessionReply>((resolve) => {
      child.once('message', (reply) => resolve(reply as SessionReply));
      child.send(request, (error) => error && resolve({ kind: 'failed', message: error.message }));
    });
    const gone = this.#ended.then((): SessionReply => ({ kind: 'failed', message: 'its process ended' }));
    return within(Promise.race([answer, gone]), limitMs, null);
  }

  async release(): Promise<void> {
    this.#child.kill('SIGKILL');
    await within(this.#ended, END_MS, null);
    this.#forget();
  }
}

/** What ONNX Runtime says, in one line. */
const told = (reply: SessionReply): string =>
  reply.kind === 'failed' ? reply.message.replace(/\s+/g, ' ').trim().slice(0, 300) : reply.kind;
