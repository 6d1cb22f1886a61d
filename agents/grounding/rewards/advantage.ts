/** Keeps a group of nearly equal rewards from dividing by nothing, as verl does. */
const TINY = 1e-6;

/**
 * Advantage of each answer in its group (GRPO, arXiv 2402.03300): (reward - mean) / (standard deviation + 1e-6), the
 * deviation with n - 1 as verl computes it. A group of one says nothing about its answer: 0.
 */
export function groupAdvantages(rewards: readonly number[]): number[] {
  const n = rewards.length;
  if (n < 2) return rewards.map(() => 0);
  const mean = rewards.reduce((sum, each) => sum + each, 0) / n;
  const variance = rewards.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (n - 1);
  return rewards.map((each) => (each - mean) / (Math.sqrt(variance) + TINY));
}
