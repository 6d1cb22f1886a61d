/** One process for all sessions: a LeRobot server knows one client at a time, and the sidecar puts its questions in a row. */
import type { HarnessError } from '../../harness/errors.ts';
import type { Patience, PolicyPlace } from '../process/place.ts';
import { type PolicyCommand, PolicyProcess } from '../process/policy-process.ts';
import { ProtocolSession } from '../process/session.ts';
import { connectPolicy } from '../wire/websocket.ts';

export class SharedProcess implements PolicyPlace {
  readonly #command: PolicyCommand;
  readonly #patience: Patience;
  #current: Promise<PolicyProcess> | null = null;
  #sessions = 0;

  constructor(command: PolicyCommand, patience: Patience) {
    this.#command = command;
    this.#patience = patience;
  }

  async ask<T>(question: (session: ProtocolSession) => Promise<T>): Promise<T> {
    const session = await this.connect();
    return question(session).finally(() => session.close());
  }

  async connect(): Promise<ProtocolSession> {
    const process = await this.#process();
    this.#sessions += 1;
    process.unpark();
    const release = async (): Promise<void> => {
      this.#sessions -= 1;
      // Whoever comes next finds it there; nobody waits for it.
      if (this.#sessions === 0) process.park();
    };
    const explainLoss = (): Promise<HarnessError | null> => process.explainLoss();
    const { connectMs, timeoutMs } = this.#patience;
    const address = { name: this.#command.name, url: process.url, shown: '', secret: null, headers: {} };
    try {
      const socket = await connectPolicy({ ...address, connectMs, loadMs: 0 });
      return new ProtocolSession({ socket, timeoutMs, explainLoss, release });
    } catch (error) {
      const why = await explainLoss();
      await release();
      await this.renew();
      throw why ?? error;
    }
  }

  /** The next session has another process: this one lost its server, or never had it. */
  async renew(): Promise<void> {
    const current = this.#current;
    this.#current = null;
    const process = await current?.catch(() => null);
    await process?.stop();
  }

  async #process(): Promise<PolicyProcess> {
    this.#current ??= PolicyProcess.start(this.#command);
    const starting = this.#current;
    try {
      return await starting;
    } catch (error) {
      if (this.#current === starting) this.#current = null;
      throw error;
    }
  }
}
