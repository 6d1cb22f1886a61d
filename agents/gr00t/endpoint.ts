/** GR00T's endpoints, each a question and its answer. */
import { HarnessError } from '../../harness/errors.ts';
import type { WireTiming } from '../action/model.ts';
import { brief } from '../brief.ts';
import type { ServerName } from '../wire/trouble.ts';
import { decodeMessage, isWords, messageEncoder, type Words } from './message.ts';
import { RequestSocket, type SocketOptions } from './socket.ts';

export interface EndpointOptions extends SocketOptions {
  /** The `api_token` of the server; null where it has none. Never to be seen in a message. */
  readonly secret: string | null;
}

export interface Replied {
  readonly value: unknown;
  readonly timing: WireTiming;
}

export class Endpoint {
  readonly #socket: RequestSocket;
  readonly #options: EndpointOptions;
  readonly #encode = messageEncoder();

  /** For messages. */
  get server(): ServerName {
    const { address, secret } = this.#options;
    return { name: 'gr00t server', url: address, secret };
  }

  private constructor(socket: RequestSocket, options: EndpointOptions) {
    this.#socket = socket;
    this.#options = options;
  }

  static async connect(options: EndpointOptions): Promise<Endpoint> {
    return new Endpoint(await RequestSocket.connect(options), options);
  }

  /** @throws `E_POLICY_SERVER` with the server's own words where it answers with an error; `E_TIMEOUT` */
  async call(name: string, data?: Words): Promise<Replied> {
    const { secret } = this.#options;
    const startMs = performance.now();
    const request = this.#encode({ endpoint: name, ...(data && { data }), ...(secret && { api_token: secret }) });
    const sentMs = performance.now();
    const reply = await this.#socket.ask(request);
    const answeredMs = performance.now();
    const value = this.#valueOf(name, reply);
    const timing = {
      encodeMs: sentMs - startMs,
      waitMs: answeredMs - sentMs,
      decodeMs: performance.now() - answeredMs,
      sentBytes: request.length,
      receivedBytes: reply.length,
      serverMs: null,
    };
    return { value, timing };
  }

  close(): void {
    this.#socket.close();
  }

  /** What a server answered against its protocol. */
  unexpected(name: string, message: string, details: { hint?: string; cause?: unknown } = {}): HarnessError {
    return new HarnessError('E_POLICY_SERVER', `gr00t server ${this.#options.address}, ${name}: ${message}`, details);
  }

  #valueOf(name: string, reply: Uint8Array): unknown {
    const value = this.#decoded(name, reply);
    if (!isWords(value) || !('error' in value)) return value;
    const said = this.#clean(String(value.error));
    const hint = /^Unauthorized/.test(said)
      ? 'keyEnv= names the environment variable that holds its api token'
      : undefined;
    throw this.unexpected(name, `answered an error: ${brief(said)}`, { hint, cause: said });
  }

  #decoded(name: string, reply: Uint8Array): unknown {
    try {
      return decodeMessage(reply);
    } catch (error) {
      if (error instanceof HarnessError) throw this.unexpected(name, error.message, { cause: error });
      throw error;
    }
  }

  #clean(text: string): string {
    const { secret } = this.#options;
    return secret ? text.replaceAll(secret, '***') : text;
  }
}
