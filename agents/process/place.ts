/** A way to a policy that speaks our protocol: a process of our own, or a server that somebody else runs. */
import type { HarnessError } from '../../harness/errors.ts';
import { connectPolicy, type PolicySocketOptions } from '../wire/websocket.ts';
import { type PolicyCommand, PolicyProcess } from './policy-process.ts';
import { ProtocolSession } from './session.ts';

export interface PolicyPlace {
  /** Opens a session for one question, before the first episode. */
  ask<T>(question: (session: ProtocolSession) => Promise<T>): Promise<T>;
  /** A session, not greeted yet. */
  connect(): Promise<ProtocolSession>;
}

export interface Patience {
  readonly connectMs: number;
  /** For one answer. */
  readonly timeoutMs: number;
  /** How long a server that refuses is tried again. */
  readonly loadMs: number;
}

/** A server that somebody else runs; it may be left and found again. */
export class ServerPlace implements PolicyPlace {
  readonly #options: PolicySocketOptions;
  readonly #timeoutMs: number;

  constructor(name: string, url: string, { connectMs, timeoutMs, loadMs }: Patience) {
    this.#options = { name, url, secret: null, headers: {}, connectMs, loadMs };
    this.#timeoutMs = timeoutMs;
  }

  async ask<T>(question: (session: ProtocolSession) => Promise<T>): Promise<T> {
    const session = await this.connect();
    return question(session).finally(() => session.close());
  }

  async connect(): Promise<ProtocolSession> {
    const socket = await connectPolicy(this.#options);
    const left = { explainLoss: async () => null, release: async () => {} };
    return new ProtocolSession({ socket, timeoutMs: this.#timeoutMs, ...left });
  }
}

/**
 * A process for each session. The first one, which was started to be asked what it is, waits for the first session: a model
 * is not loaded twice.
 */
export class ProcessPlace implements PolicyPlace {
  readonly #command: PolicyCommand;
  readonly #patience: Patience;
  #spare: PolicyProcess | null = null;

  constructor(command: PolicyCommand, patience: Patience) {
    this.#command = command;
    this.#patience = patience;
  }

  async ask<T>(question: (session: ProtocolSession) => Promise<T>): Promise<T> {
    const process = await PolicyProcess.start(this.#command);
    try {
      const session = await this.#session(process, async () => process.park());
      const answer = await question(session);
      await session.close();
      this.#spare = process;
      return answer;
    } catch (error) {
      await process.stop();
      throw error;
    }
  }

  async connect(): Promise<ProtocolSession> {
    const process = this.#taken() ?? (await PolicyProcess.start(this.#command));
    try {
      return await this.#session(process, () => process.stop());
    } catch (error) {
      await process.stop();
      throw error;
    }
  }

  #taken(): PolicyProcess | null {
    const spare = this.#spare;
    this.#spare = null;
    spare?.unpark();
    return spare;
  }

  async #session(process: PolicyProcess, release: () => Promise<void>): Promise<ProtocolSession> {
    const { connectMs, timeoutMs } = this.#patience;
    const address = { name: this.#command.name, url: process.url, shown: '', secret: null, headers: {} };
    const explainLoss = (): Promise<HarnessError | null> => process.explainLoss();
    const socket = await connectPolicy({ ...address, connectMs, loadMs: 0 }).catch(async (error: unknown) => {
      throw (await explainLoss()) ?? error;
    });
    return new ProtocolSession({ socket, timeoutMs, explainLoss, release });
  }
}
