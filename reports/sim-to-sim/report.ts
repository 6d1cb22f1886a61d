import type { Unpaired } from './pair.ts';

/** The two simulators, in the order of every pair of numbers below. */
export interface SimulatorFacts {
  readonly name: string;
  readonly version: string;
  readonly bridgeVersion: string;
  readonly renderer: string;
}

/** Paired episodes of one policy in one condition, or in all. */
export interface AgreementRow {
  /** `nominal`, `factor=level`, or `all but controls`. */
  readonly condition: string;
  readonly pairs: number;
  /** Successes among the pairs, in each simulator. */
  readonly successes: readonly [number, number];
  /** Pairs that ended alike. */
  readonly alike: number;
  /** First minus second with Tango's 95 % interval; null for rows whose pairs share seeds. */
  readonly difference: { readonly value: number; readonly low: number; readonly high: number } | null;
}

/** How far the order of rates in one simulator is that in the other; null where it is not defined. */
export interface RankAgreement {
  /** Rates on each side. */
  readonly items: number;
  /** Mean maximum rank violation, the first simulator in the place of reality. */
  readonly mmrv: number | null;
  readonly pearson: number | null;
}

export interface Ended {
  readonly episodeId: string;
  /** `success`, or the end of a failure, in each simulator. */
  readonly ends: readonly [string, string];
  readonly steps: readonly [number | null, number | null];
}

export interface PolicyAcross {
  readonly policy: string;
  readonly all: AgreementRow;
  readonly conditions: readonly AgreementRow[];
  readonly unpaired: Unpaired;
  /** Over the conditions of this policy that are no negative controls. */
  readonly ranking: RankAgreement;
  readonly differing: readonly Ended[];
}

/** The same plan in two simulators. Rates are fractions of paired episodes. */
export interface SimToSim {
  readonly schemaVersion: 1;
  readonly simulators: readonly [SimulatorFacts, SimulatorFacts];
  readonly policies: readonly PolicyAcross[];
  /** Over the policies, each with its rate over all pairs. */
  readonly ranking: RankAgreement;
}
