import { z } from 'zod';

const count = z.int().min(0);
const fraction = z.number().min(0).max(1);

export const runFactsSchema = z
  .object({
    runId: z.string(),
    createdAt: z.string().describe('UTC, ISO 8601'),
    suite: z.string(),
    seed: z.int(),
    policy: z
      .object({
        name: z.string(),
        fingerprint: z.string(),
        privileged: z.boolean().describe('sees the world state and the intent: not a result of a real policy'),
      })
      .readonly(),
    simulator: z.object({ name: z.string(), version: z.string(), renderer: z.string() }).readonly(),
    robot: z.string().optional().describe('stands in for that of every scenario'),
  })
  .readonly();

export const countsSchema = z
  .object({
    planned: count.describe('success + failure + infraError + invalid + notRun'),
    success: count,
    failure: count,
    infraError: count.describe('simulator, server, network, disk or harness broke; not in any rate'),
    invalid: count.describe('the scene was not what the plan says; not in any rate'),
    notRun: count.describe('planned, no record yet'),
  })
  .readonly();

export const rateSchema = z
  .object({
    k: count.describe('successes'),
    n: count.describe('valid outcomes: successes and failures'),
    seeds: count.describe('scenario replicates among them; less than n where conditions share seeds'),
    worth: z
      .number()
      .min(0)
      .describe('seeds of equal size that they are worth (Kish): fewer than seeds where some carry more conditions'),
    rate: fraction.nullable().describe('k / n; null is no data'),
    low: fraction.nullable().describe('Wilson 95 % interval of as many outcomes as the seeds are worth'),
    high: fraction.nullable(),
  })
  .readonly();

export const pairedSchema = z
  .object({
    gained: count.describe('pairs in which this succeeded and nominal failed (b)'),
    lost: count.describe('pairs in which this failed and nominal succeeded (c)'),
    pairs: count.describe('replicates with a valid outcome on both sides (n)'),
    difference: z.number().min(-1).max(1).nullable().describe('(b - c) / n; null is no data'),
    low: z.number().min(-1).max(1).nullable().describe('Tango score interval, 95 %'),
    high: z.number().min(-1).max(1).nullable(),
  })
  .readonly();

export const evidenceSchema = z
  .object({ applied: count, notApplied: count, unsupported: count, nominal: count })
  .readonly()
  .describe('episodes by the proof that their variation reached the policy');

export const SOLVABLE = ['shown solvable', 'not shown solvable', 'unknown'] as const;
export const knRateSchema = z.object({ k: count, n: count, rate: fraction.nullable() }).readonly();
