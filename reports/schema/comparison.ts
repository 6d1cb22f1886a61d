import { z } from 'zod';
import { countsSchema, rateSchema } from './parts.ts';

const count = z.int().min(0);
const share = z.number().min(-1).max(1).nullable();
const probability = z.number().min(0).max(1).nullable();

const FINDINGS = ['better', 'improved', 'worse', 'no difference detected', 'no data'] as const;
const INTERVALS = ['Tango', 'Tango over seeds, by the design effect'] as const;
const TESTS = ['exact McNemar', 'sign flip over seeds'] as const;
const SEVERAL_TESTS = ["Cochran's Q", 'label permutation over seeds'] as const;

const contrastSchema = z
  .object({
    reference: count.describe('index of the entrant compared against'),
    subject: count.describe('index of the entrant spoken of'),
    pairs: count,
    seeds: count.describe('independent seeds among the pairs; less where conditions share seeds'),
    seedsApart: count.describe('seeds on which the two differ'),
    both: count,
    gained: count.describe('pairs in which only the subject succeeded'),
    lost: count.describe('pairs in which only the reference succeeded'),
    neither: count,
    difference: share.describe('subject minus reference: (gained - lost) / pairs; null is no data'),
    low: share,
    high: share,
    interval: z.enum(INTERVALS).nullable(),
    test: z.enum(TESTS).nullable(),
    pValue: probability,
    midP: probability.describe('McNemar mid-p, less conservative; null where seeds are shared'),
    adjusted: probability.describe('corrected for its family: the one to decide by'),
    correction: z.string().nullable().describe('how; null where the family is this one test'),
    detectable: z
      .object({ up: share, down: share })
      .readonly()
      .nullable()
      .describe('smallest differences found with 80 % power'),
    finding: z.enum(FINDINGS).nullable().describe('null for a negative control, where more is not better'),
    text: z.string().describe('what may be said'),
  })
  .readonly();

const unpairedSchema = z
  .object({
    reference: count,
    subject: count,
    difference: share,
    low: share.describe('Newcombe 10, each seed counted once'),
    high: share,
    boschloo: probability.describe('null where seeds are shared or there are too many episodes for it'),
  })
  .readonly();

const acrossSchema = z
  .object({
    reference: count,
    subject: count,
    scenarios: count,
    difference: share.describe('mean of the scenarios’ differences'),
    low: share.describe('bootstrap over scenarios'),
    high: share,
    pValue: probability.describe('sign flip over scenarios'),
  })
  .readonly();

const rowSchema = z
  .object({
    factor: z.string().nullable(),
    level: z.string().nullable(),
    label: z.string(),
    control: z.boolean(),
    episodes: count.describe('that all entrants share with a valid outcome'),
    seeds: count,
    rates: z.array(rateSchema).readonly().describe('over these episodes, in the order of the entrants'),
    several: z
      .object({
        test: z.enum(SEVERAL_TESTS),
        statistic: z.number().nullable(),
        df: z.int().nullable(),
        pValue: z.number(),
      })
      .readonly()
      .nullable()
      .describe('whether more than two entrants differ at all'),
    contrasts: z.array(contrastSchema).readonly(),
    letters: z
      .array(z.string())
      .readonly()
      .nullable()
      .describe('of each entrant: a shared letter is no difference detected'),
  })
  .readonly();

const entrantSchema = z
  .object({
    name: z.string(),
    source: z.string(),
    location: z.string(),
    runId: z.string().nullable(),
    fingerprint: z.string().nullable(),
    privileged: z.boolean(),
    setting: z.record(z.string(), z.union([z.string(), z.number()])).readonly(),
    counts: countsSchema,
    valid: rateSchema.describe('of its own valid episodes, all but controls'),
    nominal: rateSchema,
  })
  .readonly();

const fieldDifferenceSchema = z
  .object({
    field: z.string(),
    essential: z.boolean().describe('with another value no pair means anything'),
    values: z.array(z.string().nullable()).readonly().describe('in the order of the entrants; null is not given'),
    episodes: count.nullable().describe('episodes whose definition differs in it; null for a field of the setting'),
  })
  .readonly();

const pairingSchema = z
  .object({
    by: z.string().describe('what a pair has in common'),
    proven: z.boolean().describe('by digest and initial-state hash; else assumed from the ids alone'),
    episodes: count.describe('that all entrants have with a valid outcome'),
    of: z
      .array(
        z
          .object({
            reference: count,
            subject: count,
            pairs: count,
            notPairs: z
              .array(z.object({ reason: z.string(), episodes: count, example: z.string() }).readonly())
              .readonly(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();

const rankSchema = z
  .object({
    entrant: count,
    letters: z.string(),
    rate: rateSchema,
    posterior: z
      .object({ alpha: z.number(), beta: z.number(), mean: z.number() })
      .readonly()
      .describe('Beta under a uniform prior, each seed counted once'),
  })
  .readonly();

const flipSchema = z
  .object({
    episodeId: z.string(),
    label: z.string(),
    instruction: z.string().nullable(),
    ends: z
      .array(z.object({ success: z.boolean(), end: z.string().nullable(), steps: count.nullable() }).readonly())
      .readonly()
      .describe('in the order of the entrants'),
  })
  .readonly();

const besideSchema = z
  .object({
    source: z.string(),
    title: z.string(),
    notes: z.array(z.string()).readonly(),
    rows: z
      .array(z.object({ policy: z.string(), label: z.string(), pooled: z.boolean(), rate: rateSchema }).readonly())
      .readonly(),
  })
  .readonly();

/** `compare.json`: everything a comparison says, computed from the rows of its entrants. */
export const comparisonSchema = z
  .object({
    schemaVersion: z.literal(1),
    confidence: z.number(),
    alpha: z.number(),
    entrants: z.array(entrantSchema).readonly(),
    differences: z.array(fieldDifferenceSchema).readonly().describe('every field in which the entrants differ'),
    allowedDifferent: z.boolean().describe('compared although they are not comparable'),
    pairing: pairingSchema,
    overall: rowSchema.describe('all conditions but controls'),
    unpaired: z
      .array(unpairedSchema)
      .readonly()
      .describe('the same question from all valid episodes, as if not paired'),
    acrossScenarios: z.array(acrossSchema).readonly().describe('the same question about other scenarios'),
    nominal: rowSchema,
    factors: z
      .array(z.object({ factor: z.string(), levels: z.array(rowSchema).readonly() }).readonly())
      .readonly()
      .describe('corrected by Holm inside each'),
    controls: z.array(rowSchema).readonly(),
    scenarios: z.array(rowSchema).readonly().describe('all conditions but controls of each'),
    ranking: z.array(rankSchema).readonly().describe('by rate, the highest first'),
    flips: z.array(flipSchema).readonly().describe('episodes that not all entrants ended alike'),
    beside: z.array(besideSchema).readonly().describe('published rates: not paired, not the same scenes'),
  })
  .readonly();

export type Comparison = z.infer<typeof comparisonSchema>;
export type ComparisonRow = z.infer<typeof rowSchema>;
export type Contrast = z.infer<typeof contrastSchema>;
export type SeveralTest = ComparisonRow['several'];
export type FieldDifference = z.infer<typeof fieldDifferenceSchema>;
export type ComparedEntrant = z.infer<typeof entrantSchema>;
export type PairingFacts = z.infer<typeof pairingSchema>;
export type Rank = z.infer<typeof rankSchema>;
export type Flip = z.infer<typeof flipSchema>;
export type BesideTable = z.infer<typeof besideSchema>;
export type UnpairedContrast = z.infer<typeof unpairedSchema>;
export type AcrossScenarios = z.infer<typeof acrossSchema>;
