/**
 * Aborted with `stop`, or when the run has had its time: then no further episode is started.
 * The timer keeps no process alive.
 * @param runMs infinite: `stop` alone
 */
export function untilDeadline(stop: AbortSignal, runMs: number, onLate: () => void): AbortSignal {
  if (runMs === Number.POSITIVE_INFINITY) return stop;
  const late = AbortSignal.timeout(runMs);
  late.addEventListener('abort', () => stop.aborted || onLate(), { once: true });
  return AbortSignal.any([stop, late]);
}
