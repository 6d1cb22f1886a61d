import { renderEpisode, renderSummary, summarize, summaryJson, terminalOf } from '../../../reports/index.ts';
import { readTraceIfKept } from '../../record/trace-file.ts';
import { findEpisode, type RecordedRun } from '../../run/find-run.ts';
import { summaryInput } from '../summary-input.ts';

const terminal = () => terminalOf(process.stdout, process.env);

/** The table of a run, from its records alone. */
export async function showRun(run: RecordedRun, json: boolean): Promise<string> {
  const summary = summarize(await summaryInput(run));
  return json ? summaryJson(summary) : renderSummary(summary, terminal());
}

/** One episode with all its attempts; the trace is that of the last attempt that took a step. */
export async function showEpisode(run: RecordedRun, episodeId: string, json: boolean): Promise<string> {
  const { episode, attempts } = findEpisode(run, episodeId);
  const traced = attempts.findLast((record) => record.initialStateHash !== null);
  const trace = traced ? await readTraceIfKept(run.folder.traceFile(episodeId, traced.attempt)) : null;
  const view = { spec: episode, attempts, shown: traced ?? attempts.at(-1) ?? null, trace };
  return json ? `${JSON.stringify(view, null, 2)}\n` : renderEpisode(view, terminal());
}
