import { detailsOf } from './details/details.ts';
import { type CellRates, cellKey, type SummaryInput } from './input.ts';
import type { Summary } from './schema/summary.ts';
import { LEVEL } from './statistics/interval.ts';
import { conditionsOf } from './summary/condition.ts';
import { grouped } from './summary/grouped.ts';
import { anchorsOf } from './summary/paired.ts';
import { rateOf } from './summary/rate.ts';
import { factorSummaries, levelRows, nominalOf, scenarioSummaries } from './summary/rollups.ts';
import { type Ledger, rowOf } from './summary/row.ts';
import { isValid, type Settled, settle } from './summary/settle.ts';
import { countsOf } from './summary/tally.ts';
import { endsOf, errorsOf } from './summary/trouble.ts';
import { viewsOf } from './summary/views.ts';
import { wireOf } from './summary/wire.ts';

/**
 * Everything a report says about one run. Pure: equal plans and equal sets of attempts give equal summaries, in whatever
 * order the attempts come, so a summary from the records on disk is the live one.
 */
export function summarize(input: SummaryInput): Summary {
  const ledger = ledgerOf(input);
  const { settled } = ledger;
  const planned = new Set(settled.map(({ episode }) => episode.episodeId));
  const attempts = input.records.filter(({ episodeId }) => planned.has(episodeId));
  const measured = settled.filter(({ episode }) => !episode.control);
  return {
    schemaVersion: 1,
    run: input.facts,
    confidence: LEVEL,
    attempts: attempts.length,
    unplanned: input.records.length - attempts.length,
    stopped: input.stopped ?? null,
    counts: countsOf(settled),
    overall: {
      valid: rateOf(measured),
      errorsAsFailures: rateOf(measured, 'failures'),
      errorsAsSuccesses: rateOf(measured, 'successes'),
    },
    nominal: nominalRow(ledger),
    factors: factorSummaries(ledger),
    scenarios: scenarioSummaries(ledger),
    views: viewsOf(ledger),
    ends: endsOf(settled),
    errors: errorsOf(attempts),
    ...wireOf(settled),
  };
}

/** The same with all that a page shows beyond the table; it costs more, and only a report asks for it. */
export function summarizeInDetail(input: SummaryInput): Summary {
  return { ...summarize(input), details: detailsOf(ledgerOf(input)) };
}

/** Successes and valid outcomes of a run by cell: what another run takes as its oracle or its floor. */
export function cellRates({ scenarios }: Summary): CellRates {
  const cells = scenarios.flatMap((scenario) => scenario.cells);
  return Object.fromEntries(cells.map((cell) => [cellKey(cell), { k: cell.rate.k, n: cell.rate.n }]));
}

/** What every row is computed from. */
function ledgerOf({ facts, plan, records, oracle, floors }: SummaryInput): Ledger {
  const skipped = new Set(plan.unsupported.map(cellKey));
  const settled = settle(
    plan.episodes.filter((episode) => !skipped.has(cellKey(episode))),
    records,
  );
  const byCondition = grouped(settled, ({ episode }) => cellKey(episode));
  const isOracle = facts.policy.privileged && /^oracle(\?|$)/.test(facts.policy.name);
  return {
    conditions: conditionsOf(plan),
    settled,
    byCondition,
    anchors: anchorsOf(settled),
    oracle: isOracle ? ownRates(byCondition) : oracle,
    floors: floors ?? {},
  };
}

function ownRates(byCondition: ReadonlyMap<string, readonly Settled[]>): CellRates {
  const rate = (settled: readonly Settled[]) => ({
    k: settled.filter((each) => each.outcome === 'success').length,
    n: settled.filter(isValid).length,
  });
  return Object.fromEntries([...byCondition].map(([key, settled]) => [key, rate(settled)]));
}

const UNPLANNED_NOMINAL = {
  key: '',
  scenarioId: '',
  conditionId: '',
  factor: null,
  level: null,
  control: false,
  unsupported: null,
};

/** Nominal over all scenarios; a plan may have none (`--level` selected others). */
function nominalRow(ledger: Ledger): Summary['nominal'] {
  const [row] = levelRows(ledger, nominalOf(ledger.conditions));
  return row ?? { ...rowOf([UNPLANNED_NOMINAL], ledger), scenarios: 0 };
}
