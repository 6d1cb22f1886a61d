import { z } from 'zod';
import { VERDICTS } from './gate.ts';
import { countsSchema, rateSchema } from './parts.ts';

const time = z.string().describe('UTC, ISO 8601');
const names = z.array(z.string());

/** Rates of one factor of one run. */
const factorRateSchema = z.object({ factor: z.string(), rate: rateSchema.describe('all levels but controls') });

/** What a gate said of a run; all of it is in gate.json beside the page of the run. */
const gateWordSchema = z.looseObject({
  verdict: z.enum(VERDICTS),
  reasons: z.array(z.string()),
  baseline: z.string().describe('run that it was judged against'),
});

const selectionSchema = z
  .object({
    seed: z.int(),
    episodes: z.int().nullable().describe('replicates asked for; null is as many as each scenario says'),
    scenarios: names.describe('all where there is none'),
    factors: names.describe('all where there is none'),
    levels: names.describe('all where there is none'),
  })
  .describe('which part of the suite: runs with another selection are charted apart');

const versionsSchema = z.object({
  simulator: z.string(),
  bridge: z.string(),
  renderer: z.string(),
  harness: z.string(),
});

/** One published run, with all that charts, tables, badge and feed say of it. Keys that are not known are kept. */
export const historyRunSchema = z.looseObject({
  page: z.string().describe('its folder under runs/: time and name of the run, and a hash that tells namesakes apart'),
  runId: z.string(),
  createdAt: time,
  endedAt: time.describe('end of its last attempt; UTC, ISO 8601'),
  suite: z.string(),
  selection: selectionSchema,
  planDigest: z.string().describe('sha256 over its episodes and what defines each: equal ones met the same scenes'),
  policy: z.object({
    name: z.string().describe('as asked for, without its address'),
    fingerprint: z.string(),
    privileged: z.boolean(),
  }),
  versions: versionsSchema,
  commit: z.string().nullable().describe('git commit of the folder that it ran in'),
  counts: countsSchema,
  rate: rateSchema.describe('all conditions but controls; infra errors and invalid episodes left out'),
  errorsAsFailures: rateSchema,
  errorsAsSuccesses: rateSchema,
  nominal: rateSchema,
  factors: z.array(factorRateSchema),
  summaryDigest: z.string().describe('sha256 of its summary.json'),
  gate: gateWordSchema.nullable().describe('null where no gate was given'),
  report: z.boolean().describe('its report.html lies beside its page'),
});

/** `history.json` of a site: every published run, oldest first. Keys that are not known are kept. */
export const historySchema = z.looseObject({
  schemaVersion: z.literal(1),
  site: z.looseObject({
    title: z.string(),
    url: z.string().nullable().describe('where the site is served; null where that is not known'),
  }),
  runs: z.array(historyRunSchema),
});

export type History = z.infer<typeof historySchema>;
export type HistoryRun = z.infer<typeof historyRunSchema>;
export type Selection = z.infer<typeof selectionSchema>;
export type GateWord = z.infer<typeof gateWordSchema>;
