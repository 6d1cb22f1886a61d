import { hash } from 'node:crypto';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { skipN } from 'pure-rand/utils/skipN';

/** Draws of one kind, in order. */
export interface Stream {
  /** Uniform in [0, 1). */
  unit(): number;
  between(low: number, high: number): number;
}

/** Seed of a replicate: the same for every condition, policy and order of work. */
export function episodeSeed(runSeed: number, scenarioId: string, replicate: number): number {
  return hash32(JSON.stringify([runSeed, scenarioId, replicate]));
}

/** Draws of one kind for one replicate. Each kind has its own, so that what one factor draws cannot shift another's. */
export function stream(seed: number, kind: string): Stream {
  const generator = xoroshiro128plus(hash32(JSON.stringify([seed, kind])));
  skipN(generator, WARM_UP);
  const unit = () => uniformFloat64(generator);
  return { unit, between: (low, high) => low + unit() * (high - low) };
}

/** The first outputs after seeding are nearly constant: the state is three parts seed and one part zero. */
const WARM_UP = 32;

/** One of the items, each as likely as the others. */
export function oneOf<T>(items: readonly T[], draws: Stream): T {
  return items[Math.floor(draws.unit() * items.length)]!;
}

/** The items in a drawn order (Fisher and Yates, Durstenfeld 1964). */
export function shuffled<T>(items: readonly T[], draws: Stream): T[] {
  const order = [...items];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(draws.unit() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}

/** A direction in space, uniform over the sphere (Archimedes: the height is uniform). */
export function direction(draws: Stream): [x: number, y: number, z: number] {
  const z = draws.between(-1, 1);
  const around = draws.between(0, 2 * Math.PI);
  const r = Math.sqrt(1 - z * z);
  return [r * Math.cos(around), r * Math.sin(around), z];
}

function hash32(text: string): number {
  return Number.parseInt(hash('sha256', text, 'hex').slice(0, 8), 16);
}
