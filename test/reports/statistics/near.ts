import type { Test } from 'tap';

/** Asserts that two numbers differ by at most `within`. */
export function near(t: Test, got: number | null | undefined, want: number, within: number, what: string): void {
  t.ok(Math.abs((got ?? Number.NaN) - want) <= within, `${what}: expected ${want}, got ${got}`);
}

/** Asserts that two numbers differ by at most `within` of the wanted one: for tails. */
export function nearly(t: Test, got: number | null | undefined, want: number, within: number, what: string): void {
  near(t, got, want, Math.abs(want) * within, what);
}
