import { HarnessError } from '../../harness/errors.ts';
import { meanOf, sumOf } from './clusters.ts';

/**
 * Mean maximum rank violation: how badly simulation misorders policies, weighed by what their real rates differ.
 *
 * Source: X. Li et al., "Evaluating Real-World Robot Manipulation Policies in Simulation" (SIMPLER), arXiv 2405.05941.
 * Limits: says nothing of levels, only of order; for few policies a single pair decides.
 *
 * @param real success rates, one a policy.
 * @param simulated success rates of the same policies.
 * @returns in [0, 1], 0 where the order is the same; null for fewer than two policies.
 * @throws HarnessError `E_ARGUMENT` unless both have one number a policy.
 */
export function meanMaximumRankViolation(real: readonly number[], simulated: readonly number[]): number | null {
  requireAlike(real, simulated);
  if (real.length < 2) return null;
  const violation = (i: number, j: number): number =>
    real[i]! < real[j]! === simulated[i]! < simulated[j]! ? 0 : Math.abs(real[i]! - real[j]!);
  return meanOf(real.map((_, i) => Math.max(...real.map((_, j) => violation(i, j)))));
}

/**
 * Pearson's correlation.
 *
 * Source: K. Pearson, Philosophical Transactions A 187 (1896) 253-318.
 * Limits: linear agreement only; one outlier can make it.
 *
 * @returns in [-1, 1]; null for fewer than two pairs, or where one side does not vary.
 * @throws HarnessError `E_ARGUMENT` unless both have one finite number a pair.
 */
export function pearson(x: readonly number[], y: readonly number[]): number | null {
  requireAlike(x, y);
  if (x.length < 2) return null;
  const [dx, dy] = [x, y].map((values) => values.map((each) => each - meanOf(values))) as [number[], number[]];
  const spread = Math.sqrt(sumOf(dx.map((each) => each * each)) * sumOf(dy.map((each) => each * each)));
  return spread === 0 ? null : sumOf(dx.map((each, i) => each * dy[i]!)) / spread;
}

function requireAlike(x: readonly number[], y: readonly number[]): void {
  if (x.length === y.length && [...x, ...y].every(Number.isFinite)) return;
  throw new HarnessError(
    'E_ARGUMENT',
    `expected as many finite numbers on both sides; got ${x.length} and ${y.length}`,
  );
}
