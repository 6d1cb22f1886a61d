import { HarnessError } from '../../harness/errors.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/**
 * Compact letter display: two groups share a letter exactly when they do not differ significantly.
 *
 * Source: H.-P. Piepho, Journal of Computational and Graphical Statistics 13 (2004) 456-466, insert and absorb.
 * Limits: sharing a letter is "no difference detected", never "equal". The letters depend on the correction of the tests.
 *
 * @param groups names, best first: the letters follow this order.
 * @param significantPairs pairs of names that differ significantly.
 * @returns the letters of each group, in the order of `groups`.
 * @throws HarnessError `E_ARGUMENT` for a repeated or an unknown name, a pair of one group, or more than 52 letters.
 */
export function compactLetters(
  groups: readonly string[],
  significantPairs: readonly (readonly [string, string])[],
): Record<string, string> {
  const pairs = significantPairs.map(([one, other]) => checkedPair(groups, one, other));
  let columns: number[][] = groups.length === 0 ? [] : [[...groups.keys()]];
  for (const [one, other] of pairs) columns = absorbed(columns.flatMap((column) => split(column, one, other)));
  if (columns.length > LETTERS.length) {
    throw new HarnessError(
      'E_ARGUMENT',
      `expected differences that ${LETTERS.length} letters can show; these need ${columns.length}`,
    );
  }
  columns.sort(byMembers);
  const lettersOf = (group: number): string =>
    columns.map((column, at) => (column.includes(group) ? LETTERS[at] : '')).join('');
  return Object.fromEntries(groups.map((name, group) => [name, lettersOf(group)]));
}

/** A column may not hold both of a significant pair: it becomes two, each without one of them. */
function split(column: readonly number[], one: number, other: number): number[][] {
  if (!column.includes(one) || !column.includes(other)) return [[...column]];
  return [column.filter((each) => each !== other), column.filter((each) => each !== one)];
}

/** Drops every column that lies within another. */
function absorbed(columns: readonly number[][]): number[][] {
  const within = (inner: readonly number[], outer: readonly number[]) => inner.every((each) => outer.includes(each));
  return columns.filter(
    (column, at) =>
      !columns.some((other, of) => of !== at && within(column, other) && (other.length > column.length || of < at)),
  );
}

/** By the first group in which two columns differ. */
function byMembers(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((group, i) => group !== b[i]);
  return at < 0 ? a.length - b.length : a[at]! - (b[at] ?? Number.POSITIVE_INFINITY);
}

function checkedPair(groups: readonly string[], one: string, other: string): [number, number] {
  const [a, b] = [groups.indexOf(one), groups.indexOf(other)];
  if (a >= 0 && b >= 0 && a !== b && new Set(groups).size === groups.length) return [a, b];
  throw new HarnessError(
    'E_ARGUMENT',
    `expected pairs of two different names out of ${groups.join(', ')}, each once; got ${one}, ${other}`,
  );
}
