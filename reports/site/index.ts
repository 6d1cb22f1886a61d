/** A site of published runs, from its history. Pure. Charts are drawn: import this where they are wanted, not before. */
export { type Baseline, baselineSchema } from '../schema/baseline.ts';
export { type Gate, gateSchema } from '../schema/gate.ts';
export { type History, type HistoryRun, historySchema } from '../schema/history.ts';
export { ROOT_FILES, siteFiles } from './files.ts';
export { newHistory, withRun } from './history.ts';
export { historyRun } from './history-run.ts';
export { runPage } from './run-page.ts';
export { chaptersOf } from './series.ts';
export { latestRuns, type OutcomesOf } from './standing.ts';
