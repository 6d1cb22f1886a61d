import { HarnessError } from '../../harness/errors.ts';

/** Outcomes, or differences of outcomes, by scenario: what shares a scenario is not independent. */
export type Clusters = readonly (readonly number[])[];

/** @throws HarnessError `E_ARGUMENT` for a cluster without a value, or a value that is not finite. */
export function requireClusters(clusters: Clusters): void {
  const at = clusters.findIndex((values) => values.length === 0 || !values.every(Number.isFinite));
  if (at < 0) return;
  throw new HarnessError(
    'E_ARGUMENT',
    `cluster ${at}: expected one finite number or more; got [${clusters[at]!.join(', ')}]`,
  );
}

export const sumOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0);

export const meanOf = (values: readonly number[]): number => sumOf(values) / values.length;
