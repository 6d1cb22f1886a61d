import { z } from 'zod';

const count = z.int().min(0);
const fraction = z.number().min(0).max(1);
const difference = z.number().min(-1).max(1).nullable();

const comparisonSchema = z
  .object({
    factor: z.string(),
    level: z.string(),
    control: z.boolean(),
    pairs: count,
    nominal: fraction.nullable().describe('rate of nominal among the pairs'),
    gained: count,
    lost: count,
    difference,
    low: difference,
    high: difference,
    pValue: fraction.nullable().describe('exact McNemar test, two-sided; null without a pair'),
    adjusted: fraction.nullable().describe('after Holm inside the factor; this one decides'),
    finding: z.enum(['better', 'improved', 'worse', 'no difference detected', 'no data']),
    text: z.string(),
  })
  .readonly();

const gridCellSchema = z.object({ k: count, n: count, rate: fraction.nullable() }).readonly();
const gridSchema = z
  .object({
    name: z.string(),
    corner: z.string().describe('what the rows are'),
    columns: z.array(z.string()).readonly(),
    rows: z
      .array(z.object({ name: z.string(), cells: z.array(gridCellSchema.nullable()).readonly() }).readonly())
      .readonly()
      .describe('a null is a pair that was not planned, n = 0 one without a valid outcome'),
  })
  .readonly();

const positionsSchema = z
  .object({
    binM: z.number(),
    places: count.describe('different starts of the target, to the millimetre'),
    listed: count.describe('of them listed here, evenly chosen where there are very many'),
    bins: z
      .array(z.object({ xM: z.number(), yM: z.number(), k: count, n: count, rate: fraction }).readonly())
      .readonly()
      .describe('squares of the table by their corner of least x and y, where an episode has a valid outcome'),
    successes: z
      .array(z.tuple([z.number(), z.number()]).readonly())
      .readonly()
      .describe('places where all succeeded'),
    failures: z
      .array(z.tuple([z.number(), z.number()]).readonly())
      .readonly()
      .describe('places where all failed'),
    mixed: z
      .array(z.tuple([z.number(), z.number()]).readonly())
      .readonly()
      .describe('places where some did'),
  })
  .readonly();

const funnelSchema = z
  .object({
    stages: z
      .array(z.object({ name: z.string(), episodes: count, of: count, rate: fraction.nullable() }).readonly())
      .readonly()
      .describe('episodes that came at least this far, from the ground truth; all but controls'),
    wrongObject: z
      .object({ episodes: count, of: count, rate: fraction.nullable() })
      .readonly()
      .describe('episodes in which the robot lifted something that it was not asked for'),
    unknown: count.describe('valid episodes whose records say nothing about it'),
  })
  .readonly();

const curveSchema = z
  .object({
    task: z.string(),
    name: z.enum(['nominal', 'all but controls']),
    episodes: count,
    successes: count,
    timeouts: count.describe('censored when their time was up'),
    otherFailures: count.describe('ended for good before: they stay among those that have not succeeded'),
    medianSec: z.number().nullable().describe('by when half have succeeded; null where fewer do'),
    points: z
      .array(z.object({ sec: z.number(), solved: fraction, low: fraction, high: fraction, atRisk: count }).readonly())
      .readonly(),
  })
  .readonly();

const instructionSchema = z
  .object({
    level: z.string(),
    scenarios: z.array(z.string()).readonly(),
    pairs: count,
    correct: fraction.nullable().describe('rate with the correct instruction, on the pairs'),
    control: fraction.nullable().describe('rate of the same goal with the wrong or the blank one'),
    difference: difference.describe('control minus correct: far below zero where the policy reads'),
    low: difference,
    high: difference,
    adjusted: fraction.nullable(),
    reads: z.boolean().nullable().describe('whether the corrected test shows that the words matter; null is no data'),
    text: z.string(),
  })
  .readonly();

const latencySchema = z
  .object({
    calls: count,
    p50Ms: z.number().nullable(),
    p95Ms: z.number().nullable(),
    p99Ms: z.number().nullable().optional().describe('absent in summaries of before'),
    maxMs: z.number().nullable(),
    histogram: z.array(z.object({ fromMs: z.number(), toMs: z.number(), calls: count }).readonly()).readonly(),
    steps: count,
    stepsPerSec: z.number().nullable().describe('control steps per second of an episode’s wall time, one worker'),
  })
  .readonly();

const worstSchema = z
  .object({
    scenarioId: z.string(),
    conditionId: z.string(),
    k: count,
    n: count,
    rate: fraction,
    ends: z.array(z.object({ end: z.string(), episodes: count }).readonly()).readonly(),
    episodeIds: z.array(z.string()).readonly().describe('its failures, in the order of the plan'),
  })
  .readonly();

/** What a page shows beyond the table. */
export const detailsSchema = z
  .object({
    comparisons: z.array(comparisonSchema).readonly().describe('each level against nominal on the same seeds'),
    grids: z.array(gridSchema).readonly(),
    positions: positionsSchema,
    funnel: funnelSchema,
    timeToSuccess: z.array(curveSchema).readonly(),
    instruction: z.array(instructionSchema).readonly(),
    latency: latencySchema,
    worst: z.array(worstSchema).readonly().describe('cells by their rate, the lowest first; not controls'),
  })
  .readonly();

export type Details = z.infer<typeof detailsSchema>;
export type Comparison = z.infer<typeof comparisonSchema>;
export type Grid = z.infer<typeof gridSchema>;
export type Positions = z.infer<typeof positionsSchema>;
export type Funnel = z.infer<typeof funnelSchema>;
export type Curve = z.infer<typeof curveSchema>;
export type InstructionRow = z.infer<typeof instructionSchema>;
export type Latency = z.infer<typeof latencySchema>;
export type WorstCell = z.infer<typeof worstSchema>;
