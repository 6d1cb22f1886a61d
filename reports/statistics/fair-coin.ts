/** ln P[Bin(n, 1/2) = k]: a sum of logarithms, so that it stays finite for any n. */
function logFairCoin(k: number, n: number): number {
  let log = -n * Math.LN2;
  for (let i = 1; i <= k; i++) log += Math.log((n - k + i) / i);
  return log;
}

/** P[Bin(n, 1/2) = k]. */
export const fairCoin = (k: number, n: number): number => Math.exp(logFairCoin(k, n));

/** P[Bin(n, 1/2) <= k] for k <= n / 2: the greatest term, and the smaller ones as a falling series relative to it. */
export function fairCoinTail(k: number, n: number): number {
  let sum = 1;
  let ratio = 1;
  for (let i = k; i > 0 && ratio > 1e-18; i--) {
    ratio *= i / (n - i + 1);
    sum += ratio;
  }
  return fairCoin(k, n) * sum;
}
