/** What must not outlive this process: released when it ends, however it ends (but for SIGKILL, which nobody hears). */
import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const releases = new Set<() => void>();

/**
 * Calls `release` (synchronous, must not throw) when the process exits, unless the returned function was called before.
 * Without it a signal that nobody handles ends Node with no `exit` event; where a command has its own handler, that one decides.
 */
export function onExit(release: () => void): () => void {
  if (releases.size === 0) listen();
  releases.add(release);
  return () => {
    if (releases.delete(release) && releases.size === 0) unlisten();
  };
}

function listen(): void {
  process.on('exit', releaseAll);
  for (const signal of SIGNALS) process.on(signal, endUnlessHandled);
}

function unlisten(): void {
  process.off('exit', releaseAll);
  for (const signal of SIGNALS) process.off(signal, endUnlessHandled);
}

function releaseAll(): void {
  for (const release of [...releases].reverse()) release();
  releases.clear();
}

function endUnlessHandled(signal: NodeJS.Signals): void {
  if (process.listenerCount(signal) === 1 + bystanders()) process.exit(128 + constants.signals[signal]);
}

/** Listeners of signal-exit (log-update brings it): they leave the decision to others just as we do, and each would wait for the other. */
function bystanders(): number {
  const emitter = Reflect.get(globalThis, Symbol.for('signal-exit emitter')) as { readonly count?: number } | undefined;
  return emitter?.count ?? 0;
}
