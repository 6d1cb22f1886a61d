/** One HTTP exchange, bounded in time and size. What goes wrong is told, not thrown: whether to try again is another's matter. */
import { HarnessError } from '../../../harness/errors.ts';
import { brief } from '../../brief.ts';

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: FormData | string | null;
}

export interface Bounds {
  readonly limitMs: number;
  readonly maxBytes: number;
  /** Aborted when the one who asks is closed. */
  readonly closing: AbortSignal;
}

export type Exchanged =
  | { readonly is: 'reply'; readonly status: number; readonly headers: Headers; readonly text: string }
  | { readonly is: 'trouble'; readonly error: HarnessError; readonly passing: boolean };

/** Redirects are not followed: a POST would arrive as a GET, and a key might go to a stranger. */
export async function exchange(request: HttpRequest, bounds: Bounds): Promise<Exchanged> {
  const { url, method, headers, body } = request;
  const end = endOf(bounds);
  let begun = false;
  try {
    const response = await fetch(url, { method, headers, body, signal: end.signal, redirect: 'manual' });
    begun = true;
    const bytes = await bodyOf(response, bounds.maxBytes);
    if (bytes === null) return trouble('E_POLICY_SERVER', `answered more than ${bounds.maxBytes} bytes`, false);
    return textReply(response, bytes);
  } catch (cause) {
    if (bounds.closing.aborted) return trouble('E_CLOSED', 'was left before it answered', false, cause);
    if (end.signal.aborted)
      return trouble('E_TIMEOUT', `did not answer in ${Math.round(bounds.limitMs)} ms`, false, cause);
    return broken(cause, begun);
  } finally {
    end.release();
  }
}

/** Aborts when the time is over or the one who asks is closed. */
function endOf({ limitMs, closing }: Bounds): { readonly signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, limitMs);
  closing.addEventListener('abort', abort);
  if (closing.aborted) abort();
  const release = (): void => {
    clearTimeout(timer);
    closing.removeEventListener('abort', abort);
  };
  return { signal: controller.signal, release };
}

/** Null for a body that is too long; the rest of it is never read. */
async function bodyOf(response: Response, maxBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early cancels the body and frees its connection.
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function textReply({ status, headers }: Response, bytes: Uint8Array): Exchanged {
  try {
    return { is: 'reply', status, headers, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch (cause) {
    return trouble('E_POLICY_SERVER', `expected UTF-8, got ${bytes.length} bytes that are not`, false, cause);
  }
}

function broken(cause: unknown, begun: boolean): Exchanged {
  const { code = '', message } = reasonOf(cause);
  if (code.startsWith('HPE_'))
    return trouble('E_POLICY_SERVER', `expected HTTP, got something else: ${brief(message)}`, false, cause);
  if (begun)
    return trouble(
      'E_POLICY_SERVER',
      `closed the connection in the middle of its answer (${code || brief(message)})`,
      true,
      cause,
    );
  return trouble('E_UNREACHABLE', `cannot be reached: ${code || brief(message)}`, true, cause);
}

/** `fetch` says only "fetch failed"; why is in its cause. */
function reasonOf(error: unknown): { readonly code?: string; readonly message: string } {
  const inner = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return inner instanceof Error ? (inner as NodeJS.ErrnoException) : { message: String(inner) };
}

function trouble(code: string, message: string, passing: boolean, cause?: unknown): Exchanged {
  return { is: 'trouble', error: new HarnessError(code, message, { cause }), passing };
}
