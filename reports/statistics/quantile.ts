/**
 * Quantile of values in ascending order, linear between neighbours.
 *
 * Source: type 7 of R. J. Hyndman and Y. Fan, The American Statistician 50 (1996) 361-365; R's and NumPy's default.
 *
 * @param fraction in [0, 1].
 * @returns NaN for no values.
 */
export function quantile(sorted: Float64Array, fraction: number): number {
  const at = fraction * (sorted.length - 1);
  const [below, above] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN];
  // Equal ends first: the difference of two infinities is no number.
  return below === above ? below : below + (above - below) * (at - Math.floor(at));
}
