/** A bridge of our own: a child in its own process group, started, heard ready, and ended without a trace. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { within } from '../deadline.ts';
import { HarnessError } from '../errors.ts';
import { onExit } from '../on-exit.ts';
import type { SimulatorDeadlines } from './deadlines.ts';
import { eraseSocket } from './erase-socket.ts';
import { ended, signalGroup } from './process-group.ts';
import { readyLine } from './ready-line.ts';
import { Tail } from './tail.ts';

export interface BridgeCommand {
  /** Program and arguments; `--ready-fd 3` is among them or known to it. */
  readonly argv: readonly [string, ...string[]];
  /** Added to the environment of the harness. */
  readonly variables: Readonly<Record<string, string>>;
}

export interface BridgeProcess {
  readonly pid: number;
  readonly socketPath: string;
  /** How it died and its last words, where it did; null while it lives (after a moment of grace). */
  explainLoss(): Promise<string | null>;
  /** Closed input, then SIGTERM, then SIGKILL, each with its deadline; the socket goes too. Never rejects, may be called twice. */
  stop(): Promise<void>;
}

/** A connection is lost a moment before the death of the process is known. */
const DEATH_GRACE_MS = 500;

/** Resolves when the bridge listens; rejects with `E_BRIDGE` and its last words, and nothing left behind. */
export async function startBridge(command: BridgeCommand, deadlines: SimulatorDeadlines): Promise<BridgeProcess> {
  const child = spawnBridge(command);
  const bridge = new LocalBridge(child, deadlines.closeMs);
  try {
    await bridge.ready(child.stdio[3] as Readable, deadlines.startMs);
    return bridge;
  } catch (error) {
    await bridge.stop();
    throw error;
  }
}

/** Descriptor 3 is the ready line; standard output belongs to the simulator's own chatter. */
function spawnBridge({ argv: [program, ...args], variables }: BridgeCommand): ChildProcess {
  return spawn(program, args, {
    detached: true,
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...variables },
  });
}

class LocalBridge implements BridgeProcess {
  readonly pid: number;
  socketPath = '';
  readonly #child: ChildProcess;
  readonly #ended: Promise<string>;
  readonly #lastWords: Tail;
  readonly #closeMs: number;
  readonly #forget: () => void;

  constructor(child: ChildProcess, closeMs: number) {
    this.#child = child;
    this.#closeMs = closeMs;
    this.pid = child.pid ?? 0;
    this.#ended = ended(child);
    this.#lastWords = new Tail(child.stderr!);
    child.stdin!.on('error', () => child.stdin!.destroy());
    this.#forget = onExit(() => this.#erase());
  }

  /** Waits for the ready line, the death of the child or the deadline, whichever comes first. */
  async ready(descriptor: Readable, deadlineMs: number): Promise<void> {
    const late = `said nothing within ${deadlineMs} ms`;
    const death = this.#ended.then((how) => Promise.reject(this.#failure(how)));
    const line = readyLine(descriptor).catch(async (error: unknown) => {
      throw this.#failure(await within(this.#ended, DEATH_GRACE_MS, String(error)));
    });
    const socketPath = await within(Promise.race([line, death]), deadlineMs, null);
    if (socketPath === null) throw this.#failure(late);
    death.catch(() => {});
    this.socketPath = socketPath;
  }

  async explainLoss(): Promise<string | null> {
    const how = await within(this.#ended, DEATH_GRACE_MS, null);
    return how === null ? null : this.#failure(how).message;
  }

  async stop(): Promise<void> {
    this.#child.stdin!.end();
    for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
      if ((await within(this.#ended, this.#closeMs, null)) !== null) break;
      if (this.pid) signalGroup(this.pid, signal);
    }
    await within(this.#ended, this.#closeMs, null);
    this.#erase();
    this.#forget();
  }

  #failure(how: string): HarnessError {
    const words = this.#lastWords.lastLine;
    return new HarnessError('E_BRIDGE', `the bridge ${how}${words ? `: ${words}` : ''}`, {
      cause: this.#lastWords.text,
    });
  }

  /** Synchronous: also the last act of a process that exits. */
  #erase(): void {
    if (this.pid) signalGroup(this.pid, 'SIGKILL');
    if (this.socketPath) eraseSocket(this.socketPath);
  }
}
