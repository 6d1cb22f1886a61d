import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { checkedJson, misfit } from './json.ts';
import type { ForeignFile, ForeignResults } from './results.ts';
import { entrantsOfRows, type ForeignRow } from './rows.ts';

const successes = z.array(z.boolean());
const percent = z.number().min(0).max(100).nullish();
const count = z.int().min(0);

/** As `lerobot-eval` writes it since it knows several tasks. */
const byTask = z.looseObject({
  per_task: z.array(
    z.looseObject({
      task_group: z.string(),
      task_id: z.union([z.int(), z.string()]),
      metrics: z.looseObject({ successes }),
    }),
  ),
  overall: z.looseObject({ pc_success: percent, n_episodes: count.optional() }),
});

/** As it wrote it before. */
const byEpisode = z.looseObject({
  per_episode: z.array(z.looseObject({ episode_ix: count, success: z.boolean(), seed: z.int().nullish() })),
  aggregated: z.looseObject({ pc_success: percent }),
});

/** Only the sums: nothing to pair. */
const sums = z.looseObject({
  overall: z.looseObject({ pc_success: z.number().min(0).max(100), n_episodes: count.min(1) }),
});

type Read = (source: ForeignFile) => ForeignResults;

/** By the key that only this form has. */
const FORMS: Readonly<Record<string, Read>> = { per_task: readByTask, per_episode: readByEpisode, overall: readSums };

/**
 * `eval_info.json` of LeRobot. Episodes are known by their task and their place in it; its seeds are not in newer files.
 * Rates are percent there and fractions here.
 *
 * @throws HarnessError `E_INPUT` with file and line for what cannot be.
 */
export function readLerobot(source: ForeignFile): ForeignResults {
  const keys = checkedJson(z.looseObject({}), source);
  const form = Object.keys(FORMS).find((key) => key in keys);
  if (form) return FORMS[form]!(source);
  throw misfit(source, [], `expected eval_info.json of LeRobot, with one of ${Object.keys(FORMS).join(', ')}`);
}

function readByTask(source: ForeignFile): ForeignResults {
  const { per_task: tasks, overall } = checkedJson(byTask, source);
  const rows = tasks.flatMap(({ task_group, task_id, metrics }) =>
    metrics.successes.map((success, at) => rowOf(source, `${task_group}/${task_id}`, String(at), success)),
  );
  return resultsOf(source, rows, ['overall', 'pc_success'], overall.pc_success);
}

function readByEpisode(source: ForeignFile): ForeignResults {
  const { per_episode: episodes, aggregated } = checkedJson(byEpisode, source);
  const rows = episodes.map(({ episode_ix, success, seed }) =>
    rowOf(source, 'all', seed === null || seed === undefined ? String(episode_ix) : `seed ${seed}`, success),
  );
  return resultsOf(source, rows, ['aggregated', 'pc_success'], aggregated.pc_success);
}

function readSums(source: ForeignFile): ForeignResults {
  const { overall } = checkedJson(sums, source);
  const { pc_success, n_episodes: n } = overall;
  const k = Math.round((pc_success / 100) * n);
  const row = { policy: policyOf(source), label: 'overall', k, n, pooled: true };
  const notes = ['only sums, no episodes: nothing to pair'];
  return { entrants: [], beside: [{ source: source.file, title: 'LeRobot', notes, rows: [row] }] };
}

/** The file does not name its policy; the folder that it lies in usually does. */
const policyOf = ({ file }: ForeignFile): string => basename(dirname(file)).replace(/^\.$/, basename(file));

const rowOf = (source: ForeignFile, scenario: string, seed: string, success: boolean): ForeignRow => ({
  policy: policyOf(source),
  scenario,
  assignments: [],
  seed,
  repeat: '',
  outcome: success ? 'success' : 'failure',
  end: null,
  steps: null,
});

/** Percent, so that rounding in the file is no disagreement. */
const CLOSE = 0.05;

function resultsOf(
  source: ForeignFile,
  rows: readonly ForeignRow[],
  path: readonly string[],
  said: number | null | undefined,
): ForeignResults {
  if (rows.length === 0) throw misfit(source, [], 'expected an episode or more, got none');
  const counted = (100 * rows.filter(({ outcome }) => outcome === 'success').length) / rows.length;
  if (typeof said === 'number' && Math.abs(said - counted) > CLOSE) {
    throw misfit(source, path, `expected ${counted.toFixed(2)}, the rate of its own episodes; got ${said}`);
  }
  const origin = { source: 'lerobot' as const, location: source.file, setting: {} };
  return { entrants: entrantsOfRows(rows, origin, () => ({ file: source.file, line: 1, column: 1 })), beside: [] };
}
