import type { Trace } from '../../../harness/episode/trace.ts';
import type { Vec3 } from '../../../harness/types.ts';

/**
 * Where the tool of a recorded oracle went with the thing, from its last grasp to its last release; null for an episode
 * without either.
 */
export function toolPathOf({ calls, initial, worldStates }: Trace): readonly Vec3[] | null {
  const grasp = calls.findLast(({ stage }) => stage === 'grasp');
  const release = calls.findLast(({ stage }) => stage === 'release');
  if (!initial || !grasp || !release || release.step <= grasp.step) return null;
  return [initial, ...worldStates].slice(grasp.step, release.step + 1).map(({ tcp }) => tcp.position);
}
