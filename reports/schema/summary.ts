import { z } from 'zod';
import { detailsSchema } from './details.ts';
import {
  countsSchema,
  evidenceSchema,
  knRateSchema,
  pairedSchema,
  rateSchema,
  runFactsSchema,
  SOLVABLE,
} from './parts.ts';

const rowParts = {
  factor: z.string().nullable().describe('null for nominal; `a+b` for a declared pair'),
  level: z.string().nullable(),
  control: z.boolean().describe('negative control: success by the nominal goal is not what the instruction asks for'),
  unsupported: z.string().nullable().describe('why it was not run for this policy'),
  counts: countsSchema,
  rate: rateSchema,
  toNominal: pairedSchema.nullable().describe('against nominal on the same replicates; null for nominal itself'),
  evidence: evidenceSchema,
  oracle: knRateSchema.nullable().describe('of the privileged oracle on the same episodes'),
  solvable: z.enum(SOLVABLE),
  floors: z.record(z.string(), knRateSchema).readonly().describe('of policies that do nothing clever'),
};

const levelRowSchema = z.object({ ...rowParts, scenarios: z.int() }).readonly();
const cellSchema = z.object({ scenarioId: z.string(), conditionId: z.string(), ...rowParts }).readonly();
const viewRowSchema = z
  .object({ label: z.string(), control: z.boolean(), counts: countsSchema, rate: rateSchema })
  .readonly();
const viewSchema = z.array(viewRowSchema).readonly();

const scenarioSchema = z
  .object({
    scenarioId: z.string(),
    counts: countsSchema,
    rate: rateSchema.describe('all conditions but controls'),
    nominal: rateSchema,
    cells: z.array(cellSchema).readonly(),
  })
  .readonly();

const factorSchema = z
  .object({
    factor: z.string(),
    counts: countsSchema,
    rate: rateSchema.describe('all levels but controls'),
    levels: z.array(levelRowSchema).readonly().describe('each over all scenarios that have it'),
  })
  .readonly();

const wireSchema = z
  .object({
    episodes: z.int(),
    calls: z.int(),
    p50Ms: z.number().describe('of the episodes’ p50 the median; from the first byte sent to the last one received'),
    p95Ms: z.number().describe('of the episodes’ p95 the median'),
    p99Ms: z.number().describe('of the episodes’ p99 the median'),
    sentBytes: z.int().describe('in one call, on the average'),
    receivedBytes: z.int().describe('in one call, on the average'),
  })
  .readonly();

/** `summary.json`: everything a report says about one run, computed from its records. */
export const summarySchema = z
  .object({
    schemaVersion: z.literal(1),
    run: runFactsSchema,
    confidence: z.number().describe('level of every interval'),
    attempts: z.int().describe('rows of episodes.jsonl that belong to the plan'),
    unplanned: z.int().describe('rows of episodes.jsonl that do not'),
    stopped: z
      .object({ look: z.int(), of: z.int() })
      .readonly()
      .nullable()
      .describe('look at which a gate was certain and stopped the run; null where none did'),
    counts: countsSchema.describe('every planned episode'),
    overall: z
      .object({
        valid: rateSchema.describe('infra errors and invalid episodes left out'),
        errorsAsFailures: rateSchema.describe('every infra error counted as a failure'),
        errorsAsSuccesses: rateSchema.describe('every infra error counted as a success'),
      })
      .readonly()
      .describe('all conditions but controls'),
    nominal: levelRowSchema,
    factors: z.array(factorSchema).readonly(),
    scenarios: z.array(scenarioSchema).readonly(),
    views: z
      .object({
        object: viewSchema.describe('by model of the target; nominal and the object factor'),
        position: viewSchema.describe('nominal and the levels of position'),
        instruction: viewSchema.describe('nominal and the levels of instruction'),
      })
      .readonly(),
    ends: z
      .array(z.object({ outcome: z.string(), end: z.string(), episodes: z.int() }).readonly())
      .readonly()
      .describe('why episodes ended, most frequent first'),
    errors: z
      .array(z.object({ code: z.string(), attempts: z.int(), episodes: z.int(), message: z.string() }).readonly())
      .readonly()
      .describe('infrastructure errors over all attempts, retried ones included'),
    wire: wireSchema.optional().describe('what asking a policy server took; absent where none was asked'),
    details: detailsSchema.optional().describe('what `harness report` adds'),
  })
  .readonly();

export type Summary = z.infer<typeof summarySchema>;
export type Wire = z.infer<typeof wireSchema>;
export type RunFacts = z.infer<typeof runFactsSchema>;
export type Counts = z.infer<typeof countsSchema>;
export type Rate = z.infer<typeof rateSchema>;
export type Paired = z.infer<typeof pairedSchema>;
export type EvidenceCounts = z.infer<typeof evidenceSchema>;
export type KnRate = z.infer<typeof knRateSchema>;
export type Solvable = (typeof SOLVABLE)[number];
export type LevelRow = z.infer<typeof levelRowSchema>;
export type Cell = z.infer<typeof cellSchema>;
export type FactorSummary = z.infer<typeof factorSchema>;
export type ScenarioSummary = z.infer<typeof scenarioSchema>;
export type ViewRow = z.infer<typeof viewRowSchema>;
