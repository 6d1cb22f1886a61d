const LIMIT_MS = 2_000;

/** What `GET /healthz` of an openpi server tells about one that does not send its metadata. Never rejects. */
export async function healthOf(url: string): Promise<string> {
  const address = new URL('/healthz', url.replace(/^ws/, 'http'));
  const status = await fetch(address, { signal: AbortSignal.timeout(LIMIT_MS), redirect: 'manual' }).then(
    (response) => response.text().then(() => response.status),
    () => null,
  );
  if (status === 200) return 'its /healthz is well: it may be busy with the question of another client';
  return status === null
    ? 'its /healthz does not answer either'
    : `its /healthz says ${status}: is it an openpi server?`;
}
