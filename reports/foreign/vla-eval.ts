import { basename } from 'node:path';
import { z } from 'zod';
import type { Entrant } from '../compare/index.ts';
import { checkedJson, locationOf, misfit } from './json.ts';
import type { ForeignFile, ForeignResults } from './results.ts';
import { entrantsOfRows, type ForeignRow } from './rows.ts';

const success = z.union([z.boolean(), z.literal(0), z.literal(1)]);
const rate = z.number().min(0).max(1).nullish();

/** `success` stood beside the other facts of an episode before it became one of several metrics. */
const episode = z.looseObject({
  episode_id: z.union([z.int(), z.string()]),
  success: success.optional(),
  metrics: z.looseObject({ success: success.optional() }).nullish(),
  steps: z.int().min(0).nullish(),
  failure_reason: z.string().nullish(),
});

const file = z.looseObject({
  benchmark: z.string(),
  mode: z.string().nullish(),
  harness_version: z.string().nullish(),
  seed: z.int().nullish(),
  mean_success: rate,
  tasks: z.array(
    z.looseObject({ task: z.string(), mean_success: rate, success_rate: rate, episodes: z.array(episode) }),
  ),
});

type Parsed = z.infer<typeof file>;
type Episode = z.infer<typeof episode>;

/** Whether a JSON text looks like results of vla-eval. */
export const isVlaEval = (text: string): boolean => /"benchmark"\s*:/.test(text) && /"tasks"\s*:/.test(text);

/**
 * Results of vla-eval: one file, or the files of a folder (one a benchmark, or one a shard). An episode with a
 * `failure_reason` is an infra error, as it is there.
 *
 * @param location the folder or file that was given; it names the policy, which the files do not.
 * @throws HarnessError `E_INPUT` with file and line for what cannot be.
 */
export function readVlaEval(sources: readonly ForeignFile[], location: string): ForeignResults {
  const parsed = sources.map((source) => ({ source, content: checkedJson(file, source) }));
  const rows = parsed.flatMap(({ source, content }) => rowsOf(source, content, location));
  if (rows.length === 0) throw misfit(sources[0]!, ['tasks'], 'expected an episode or more, got none');
  const setting = settingOf(parsed.map(({ content }) => content));
  const entrants = entrantsOfRows(
    rows.map(({ row }) => row),
    { source: 'vla-eval', location, setting },
    (at) => locationOf(rows[at]!.source, rows[at]!.path),
  );
  return { entrants, beside: [] };
}

interface Placed {
  readonly row: ForeignRow;
  readonly source: ForeignFile;
  /** Where it stands in the file. */
  readonly path: readonly PropertyKey[];
}

function rowsOf(source: ForeignFile, { benchmark, tasks }: Parsed, location: string): Placed[] {
  return tasks.flatMap(({ task, episodes }, at) =>
    episodes.map((each, index): Placed => {
      const path = ['tasks', at, 'episodes', index];
      const row = {
        policy: basename(location).replace(/\.json$/, ''),
        scenario: `${benchmark}/${task}`,
        assignments: [],
        seed: String(each.episode_id).replace(`${task}_`, ''),
        repeat: '',
        outcome: outcomeOf(each, () => misfit(source, path, EXPECTED)),
        end: each.failure_reason ?? null,
        steps: each.steps ?? null,
      };
      return { row, source, path };
    }),
  );
}

const EXPECTED = 'expected success, metrics.success or failure_reason; got none of them';

function outcomeOf(each: Episode, missing: () => Error): ForeignRow['outcome'] {
  if (each.failure_reason) return 'infra_error';
  const reached = each.metrics?.success ?? each.success;
  if (reached === undefined) throw missing();
  return reached === true || reached === 1 ? 'success' : 'failure';
}

const ESSENTIAL = { benchmark: true, mode: true, seed: true, harness_version: false } as const;

function settingOf(parsed: readonly Parsed[]): Entrant['setting'] {
  const fields = Object.entries(ESSENTIAL).flatMap(([field, essential]) => {
    const values = [...new Set(parsed.flatMap((each) => each[field as keyof typeof ESSENTIAL] ?? []))];
    return values.length === 0 ? [] : [[field, { value: values.sort().join(', '), essential }] as const];
  });
  return Object.fromEntries(fields);
}
