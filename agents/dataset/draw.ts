import type { Stream } from '../../harness/plan/random.ts';

/** One of several, each as likely. */
export function oneOf<T>(items: readonly T[], draws: Stream): T {
  return items[Math.min(items.length - 1, Math.floor(draws.unit() * items.length))]!;
}

export const wholeBetween = (low: number, high: number, draws: Stream): number =>
  low + Math.min(high - low, Math.floor(draws.unit() * (high - low + 1)));
