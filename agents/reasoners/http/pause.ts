const FIRST_MS = 250;
const LONGEST_MS = 8_000;

/** Doubles with each try. */
export const backOffMs = (tries: number): number => Math.min(LONGEST_MS, FIRST_MS * 2 ** (tries - 1));

/** `Retry-After` in milliseconds from now: seconds, or a date (RFC 9110, 10.2.3); null without one that can be read. */
export function retryAfterMs(header: string | null, nowMs: number): number | null {
  if (header === null) return null;
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header) * 1000;
  const atMs = Date.parse(header);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}
