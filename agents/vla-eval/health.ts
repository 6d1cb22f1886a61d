/** What else a server that does not greet us may be, by what it answers to `GET /health`. */
const LIMIT_MS = 2_000;

/** A hint for a person; undefined when there is none. Never rejects. */
export async function healthHint(url: string): Promise<string | undefined> {
  try {
    const { status, body } = await healthOf(url);
    if (status === 200 && body.includes('"ok"')) return 'its /health says that it is ok';
    return `GET /health got status ${status}: is this a vla-eval server? openpi, starVLA and GR00T servers have names of their own`;
  } catch {
    return undefined;
  }
}

async function healthOf(url: string): Promise<{ readonly status: number; readonly body: string }> {
  const health = new URL('/health', url.replace(/^ws/, 'http'));
  const response = await fetch(health, { signal: AbortSignal.timeout(LIMIT_MS), redirect: 'manual' });
  const body = response.status === 200 ? await response.text() : '';
  await response.body?.cancel().catch(() => {});
  return { status: response.status, body };
}
