import type { Details } from '../schema/details.ts';
import type { Ledger } from '../summary/row.ts';
import { comparisonsOf } from './comparisons.ts';
import { funnelOf } from './funnel.ts';
import { gridsOf } from './grids.ts';
import { instructionOf } from './instruction.ts';
import { latencyOf } from './latency.ts';
import { positionsOf } from './positions.ts';
import { timeToSuccess } from './time-to-success.ts';
import { worstOf } from './worst.ts';

/** All that a page shows beyond the table, from the same ledger. */
export function detailsOf(ledger: Ledger): Details {
  const comparisons = comparisonsOf(ledger);
  return {
    comparisons,
    grids: gridsOf(ledger),
    positions: positionsOf(ledger),
    funnel: funnelOf(ledger),
    timeToSuccess: timeToSuccess(ledger),
    instruction: instructionOf(ledger),
    latency: latencyOf(ledger),
    worst: worstOf(ledger),
  };
}
