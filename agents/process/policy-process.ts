/** A policy's process: started in a group of its own, heard ready, and ended without a trace. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { within } from '../../harness/deadline.ts';
import { HarnessError } from '../../harness/errors.ts';
import { onExit } from '../../harness/on-exit.ts';
import { ended, signalGroup } from '../../harness/simulator/process-group.ts';
import { Tail } from '../../harness/simulator/tail.ts';
import { guarded } from './guard.ts';
import { readyAddress } from './ready.ts';

export interface PolicyCommand {
  /** For messages: `policy process 'serve.py'`. */
  readonly name: string;
  readonly argv: readonly [string, ...string[]];
  /** Added to the environment of the harness. */
  readonly variables: Readonly<Record<string, string>>;
  /** A model may take minutes to load. */
  readonly startMs: number;
}

/** A connection is lost a moment before the death of the process is known. */
const DEATH_GRACE_MS = 500;
/** For each of the steps to end it: closed input, SIGTERM, SIGKILL. */
const CLOSE_MS = 3_000;
/** Of a shell, for a program that is not there. */
const NOT_FOUND = 127;
/** Bytes of a socket's path; the kernel takes 108 with the terminating zero, macOS 104. */
const LONGEST_PATH = 100;

export class PolicyProcess {
  /** Where it listens. */
  url = '';
  readonly pid: number;
  readonly #name: string;
  readonly #child: ChildProcess;
  readonly #folder: string;
  readonly #ended: Promise<string>;
  readonly #lastWords: Tail;
  readonly #forget: () => void;

  private constructor({ name, argv, variables }: PolicyCommand) {
    this.#name = name;
    this.#folder = privateFolder();
    const [program, ...args] = guarded(this.#folder, argv);
    this.#child = spawn(program!, args, {
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...variables, ...handOver(this.#folder) },
    });
    this.pid = this.#child.pid ?? 0;
    this.#ended = ended(this.#child);
    this.#lastWords = new Tail(this.#child.stderr!, 16_000);
    this.#child.stdin!.on('error', () => this.#child.stdin!.destroy());
    this.#forget = onExit(() => this.#erase());
  }

  /**
   * Resolves when it listens; rejects with nothing left behind.
   * @throws `E_POLICY` with its own reason or its last words, `E_TIMEOUT`
   */
  static async start(command: PolicyCommand): Promise<PolicyProcess> {
    const process = new PolicyProcess(command);
    try {
      await process.#ready(command.startMs);
      return process;
    } catch (error) {
      await process.stop();
      throw error;
    }
  }

  /** How it died and its last words, where it did; null while it lives (after a moment of grace). */
  async explainLoss(): Promise<HarnessError | null> {
    const how = await within(this.#ended, DEATH_GRACE_MS, null);
    return how === null ? null : this.#failure('E_POLICY_SERVER', how);
  }

  /** Keeps nobody waiting for it: the harness may end while it lives, and takes it along. */
  park(): void {
    this.#child.unref();
    (this.#child.stdin as Socket).unref();
    (this.#child.stderr as Socket).unref();
  }

  unpark(): void {
    this.#child.ref();
    (this.#child.stdin as Socket).ref();
    (this.#child.stderr as Socket).ref();
  }

  /** Closed input, then SIGTERM, then SIGKILL, each with its deadline. Never rejects, may be called twice. */
  async stop(): Promise<void> {
    this.unpark();
    this.#child.stdin!.end();
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      if ((await within(this.#ended, CLOSE_MS, null)) !== null) break;
      if (this.pid) signalGroup(this.pid, signal);
    }
    await within(this.#ended, CLOSE_MS, null);
    this.#erase();
    this.#forget();
  }

  /** Waits for the ready line, the death of the child or the deadline, whichever comes first. */
  async #ready(startMs: number): Promise<void> {
    const descriptor = this.#child.stdio[3] as Readable;
    const address = await within(readyAddress(descriptor, this.#name), startMs, 'late' as const);
    if (address === 'late') {
      const message = `${this.#name}: expected a ready line within ${startMs / 1000} s, got none`;
      throw new HarnessError('E_TIMEOUT', message, { told: this.#lastWords.text });
    }
    if (address === null) throw await this.#neverReady();
    this.url = address;
  }

  async #neverReady(): Promise<HarnessError> {
    const how = await within(this.#ended, DEATH_GRACE_MS, 'closed its descriptor for the ready line without one');
    return this.#failure('E_POLICY', how === `ended with exit code ${NOT_FOUND}` ? 'could not be started' : how);
  }

  #failure(code: string, how: string): HarnessError {
    const { lastLine, text } = this.#lastWords;
    return new HarnessError(code, `${this.#name} ${how}${lastLine ? `: ${lastLine}` : ''}`, { told: text });
  }

  /** Synchronous: also the last act of a harness that exits. */
  #erase(): void {
    if (this.pid) signalGroup(this.pid, 'SIGKILL');
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** How a program learns where to listen and whom to tell (docs/policy-protocol.md). */
const handOver = (folder: string) => ({ VLA_POLICY_SOCKET: join(folder, 'socket'), VLA_POLICY_READY_FD: '3' });

function privateFolder(): string {
  const longest = LONGEST_PATH - '/vla-policy-XXXXXX/socket'.length;
  return mkdtempSync(join(tmpdir().length <= longest ? tmpdir() : '/tmp', 'vla-policy-'));
}
