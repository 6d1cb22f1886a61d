import { setTimeout as sleep } from 'node:timers/promises';
import { HarnessError } from '../../../harness/errors.ts';
import { brief } from '../../brief.ts';
import { type Exchanged, exchange, type HttpRequest } from './exchange.ts';
import { backOffMs, retryAfterMs } from './pause.ts';

export interface ClientOptions {
  /** For messages: `vla-r1 server`. */
  readonly name: string;
  readonly base: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Never to be seen in a message or an answer; null when there is none. */
  readonly secret: string | null;
  /** For one question, all its tries and pauses together. */
  readonly timeoutMs: number;
  /** Further tries after trouble that may pass: connection lost, 408, 429, 5xx. */
  readonly retries: number;
}

/** No text that a model says comes near. */
const MAX_ANSWER_BYTES = 4 * 1024 * 1024;

/** Asks one server, again where that may help, and never for longer than it may. */
export class HttpClient {
  private readonly options: ClientOptions;
  private readonly closing = new AbortController();

  constructor(options: ClientOptions) {
    this.options = options;
  }

  /** The server's text, or null where it has no such path (404, 405). */
  async getIfThere(path: string): Promise<string | null> {
    const reply = await this.ask({ method: 'GET', path, body: null, headers: {} });
    return reply.status === 404 || reply.status === 405 ? null : this.textOf(reply, path);
  }

  async get(path: string): Promise<string> {
    return this.textOf(await this.ask({ method: 'GET', path, body: null, headers: {} }), path);
  }

  async postForm(path: string, form: FormData): Promise<string> {
    return this.textOf(await this.ask({ method: 'POST', path, body: form, headers: {} }), path);
  }

  async postJson(path: string, value: unknown): Promise<string> {
    const headers = { 'content-type': 'application/json' };
    return this.textOf(await this.ask({ method: 'POST', path, body: JSON.stringify(value), headers }), path);
  }

  /** Whatever is under way ends now. */
  close(): void {
    this.closing.abort();
  }

  private async ask({ path, headers, ...request }: Asked): Promise<Reply> {
    const { base, timeoutMs, retries } = this.options;
    const whole = { ...request, url: base + path, headers: { ...this.options.headers, ...headers } };
    const startMs = performance.now();
    for (let tries = 1; ; tries++) {
      const leftMs = timeoutMs - (performance.now() - startMs);
      const bounds = { limitMs: leftMs, maxBytes: MAX_ANSWER_BYTES, closing: this.closing.signal };
      const exchanged = await exchange(whole, bounds);
      if (!mayPass(exchanged)) return this.replyOf(exchanged, path, tries);
      const pauseMs = pauseOf(exchanged, tries);
      const spentMs = performance.now() - startMs;
      if (tries > retries || spentMs + pauseMs >= timeoutMs) return this.replyOf(exchanged, path, tries);
      await sleep(pauseMs, undefined, { signal: this.closing.signal }).catch(() => {});
    }
  }

  private replyOf(exchanged: Exchanged, path: string, tries: number): Reply {
    if (exchanged.is === 'reply') return { ...exchanged, text: this.clean(exchanged.text), tries };
    const { code, message, cause } = exchanged.error;
    throw this.error(code, path, this.clean(message) + after(tries), { cause });
  }

  private textOf({ status, text, headers, tries }: Reply, path: string): string {
    if (status >= 200 && status < 300) return text;
    const wait = headers.get('retry-after');
    const asks = wait === null ? '' : `, asks to wait ${brief(wait)}`;
    const said = brief(text);
    const message = `expected an answer, got status ${status}${asks}${said ? `: ${said}` : ''}${after(tries)}`;
    throw this.error('E_POLICY_SERVER', path, message, { hint: HINTS[status] });
  }

  /** What a server answered against its protocol. */
  unexpected(path: string, expected: string, text: string): HarnessError {
    return this.error('E_POLICY_SERVER', path, `expected ${expected}, got ${brief(text) || 'nothing'}`, {});
  }

  private error(
    code: string,
    path: string,
    message: string,
    details: { hint?: string; cause?: unknown },
  ): HarnessError {
    const { name, base } = this.options;
    return new HarnessError(code, `${name} ${base}${path}: ${message}`, details);
  }

  private clean(text: string): string {
    const { secret } = this.options;
    return secret ? text.replaceAll(secret, '***') : text;
  }
}

type Asked = Omit<HttpRequest, 'url'> & { readonly path: string };
type Reply = Extract<Exchanged, { is: 'reply' }> & { readonly tries: number };

const HINTS: Readonly<Record<number, string>> = {
  401: 'the server wants a key, or another one',
  403: 'the server wants a key, or another one',
  404: 'is this the right address, up to and with /v1?',
  413: 'the picture is too large for the server: ask for a smaller one',
};

function mayPass(exchanged: Exchanged): boolean {
  if (exchanged.is === 'trouble') return exchanged.passing;
  return exchanged.status >= 500 || exchanged.status === 429 || exchanged.status === 408;
}

function pauseOf(exchanged: Exchanged, tries: number): number {
  const asked = exchanged.is === 'reply' ? retryAfterMs(exchanged.headers.get('retry-after'), Date.now()) : null;
  return asked ?? backOffMs(tries);
}

const after = (tries: number): string => (tries > 1 ? ` (after ${tries} tries)` : '');
