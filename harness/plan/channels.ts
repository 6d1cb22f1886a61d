import { factorNamed } from '../factors.ts';
import type { Condition } from '../scenario/scenario.ts';
import type { Channel } from '../types.ts';

const channels = new WeakMap<Condition, readonly Channel[]>();

/** All ways in which the condition's factors can reach a policy. */
export function channelsOf(condition: Condition): readonly Channel[] {
  const known = channels.get(condition);
  if (known) return known;
  const all = [...new Set(condition.assignments.flatMap(({ factor }) => factorNamed(factor).channels))];
  channels.set(condition, all);
  return all;
}
