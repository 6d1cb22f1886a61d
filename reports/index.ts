export {
  type CellRates,
  cellKey,
  type Plan,
  type PlannedEpisode,
  plannedEpisode,
  type RunFacts,
  runFacts,
  type SummaryInput,
  type Unsupported,
} from './input.ts';
export { Standing } from './live/standing.ts';
export { type PowerTable, powerTable } from './power/table.ts';
export { type Clock, type Outlet, type Reporter, type RunStart, systemClock } from './reporter.ts';
export { createReporter, fittingReporter, reporters } from './reporters.ts';
export { type Comparison, comparisonSchema } from './schema/comparison.ts';
export { jsonSchemaText, type PublishedSchema, SCHEMAS } from './schema/index.ts';
export { type Summary, summarySchema } from './schema/summary.ts';
export type { SimToSim } from './sim-to-sim/index.ts';
export { cellRates, summarize, summarizeInDetail } from './summary.ts';
export { summaryJson } from './summary-json.ts';
export { renderComparison } from './terminal/comparison.ts';
export { type EpisodeView, renderEpisode, type ShownTrace } from './terminal/episode.ts';
export { type PlanCell, type PlanView, renderPlan } from './terminal/plan.ts';
export { renderPower } from './terminal/power.ts';
export { renderSimToSim } from './terminal/sim-to-sim.ts';
export { renderSummary } from './terminal/summary.ts';
export { type Terminal, terminal, terminalOf } from './terminal/terminal.ts';
