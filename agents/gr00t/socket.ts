/** A ZeroMQ request socket that never waits without a limit. */
import type { Request } from 'zeromq';
import { within } from '../../harness/deadline.ts';
import { HarnessError } from '../../harness/errors.ts';

export interface SocketOptions {
  /** `tcp://host:port` */
  readonly address: string;
  readonly connectMs: number;
  /** For one answer. */
  readonly timeoutMs: number;
}

/** No answer comes near; a message beyond it ends the connection. */
const MAX_MESSAGE_BYTES = 64 * 1024 * 1024;

/** What becomes of a connection: ZeroMQ itself would try again for ever and say nothing. */
const FATES = {
  close: 'cannot be reached: connection refused',
  disconnect: 'closed the connection',
  'handshake:error:protocol': 'answers, but not in ZeroMQ',
  'handshake:error:auth': 'wants to know who asks',
  'handshake:error:other': 'answers, but not in ZeroMQ',
} as const;

/** One question at a time; after any rejection it is of no more use. */
export class RequestSocket {
  readonly #socket: Request;
  readonly #options: SocketOptions;
  #lost: HarnessError | null = null;
  #onLost: (error: HarnessError) => void = () => {};

  private constructor(socket: Request, options: SocketOptions) {
    this.#socket = socket;
    this.#options = options;
    for (const [event, fate] of Object.entries(FATES))
      socket.events.on(event as keyof typeof FATES, () => this.#lose(fate));
  }

  /** @throws `E_UNREACHABLE` when nobody there speaks ZeroMQ in time; `E_POLICY` without the library on this machine */
  static async connect(options: SocketOptions): Promise<RequestSocket> {
    const { Request } = await library();
    const limits = {
      receiveTimeout: options.timeoutMs,
      sendTimeout: options.timeoutMs,
      maxMessageSize: MAX_MESSAGE_BYTES,
    };
    const socket = new RequestSocket(new Request({ linger: 0, ...limits }), options);
    try {
      await socket.#greet();
      return socket;
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  async #greet(): Promise<void> {
    const { address, connectMs } = this.#options;
    const greeted = new Promise<true>((resolve) => this.#socket.events.on('handshake', () => resolve(true)));
    const lost = new Promise<HarnessError>((resolve) => {
      this.#onLost = resolve;
    });
    try {
      this.#socket.connect(address);
    } catch (cause) {
      throw this.#error('E_UNREACHABLE', `cannot be reached: ${(cause as Error).message}`, cause);
    }
    const late = this.#error('E_UNREACHABLE', `did not greet in ZeroMQ within ${connectMs} ms`);
    const fate = await within(Promise.race([greeted, lost]), connectMs, late);
    if (fate !== true) throw fate;
  }

  /** @throws `E_TIMEOUT`; `E_UNREACHABLE` when the connection is lost; `E_POLICY_SERVER` */
  ask(request: Uint8Array): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      if (this.#lost) reject(this.#lost);
      this.#onLost = reject;
      this.#exchange(request).then(resolve, reject);
    });
  }

  close(): void {
    this.#socket.close();
  }

  async #exchange(request: Uint8Array): Promise<Uint8Array> {
    const frames = await this.#sendAndReceive(request);
    if (frames.length === 1) return frames[0]!;
    throw this.#error('E_POLICY_SERVER', `expected an answer of one frame, got ${frames.length}`);
  }

  async #sendAndReceive(request: Uint8Array): Promise<readonly Uint8Array[]> {
    try {
      await this.#socket.send(request);
      return await this.#socket.receive();
    } catch (cause) {
      const { code, message } = cause as NodeJS.ErrnoException;
      if (code === 'EAGAIN') throw this.#error('E_TIMEOUT', `did not answer in ${this.#options.timeoutMs} ms`, cause);
      throw this.#error('E_POLICY_SERVER', `broke the connection: ${message}`, cause);
    }
  }

  #lose(fate: string): void {
    this.#lost ??= this.#error('E_UNREACHABLE', fate);
    this.#onLost(this.#lost);
  }

  #error(code: string, message: string, cause?: unknown): HarnessError {
    return new HarnessError(code, `gr00t server ${this.#options.address}: ${message}`, { cause });
  }
}

async function library(): Promise<typeof import('zeromq')> {
  try {
    return await import('zeromq');
  } catch (cause) {
    const machine = `${process.platform} ${process.arch} with Node ${process.versions.node}`;
    throw new HarnessError('E_POLICY', `policy 'gr00t': expected ZeroMQ for ${machine}, got none that loads`, {
      cause,
    });
  }
}
