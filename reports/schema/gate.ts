import { z } from 'zod';
import { rulesForm } from '../gate/rules.ts';
import { policySchema } from './baseline.ts';
import { countsSchema } from './parts.ts';

export const VERDICTS = ['pass', 'regression', 'inconclusive', 'invalid'] as const;

const count = z.int().min(0);
const number = z.number().nullable();

const checkSchema = z
  .object({
    name: z.string(),
    kind: z.enum(['non-inferiority', 'superiority', 'floor']),
    over: z.string(),
    verdict: z.enum(['pass', 'regression', 'inconclusive']),
    reason: z.string(),
    look: count.describe('at which look it was decided'),
    pairs: count.describe('valid pairs; of a floor, valid episodes'),
    seeds: count.describe('independent ones among them'),
    baseline: z.object({ k: count, n: count }).nullable().describe('over the pairs; null for a floor'),
    run: z.object({ k: count, n: count }),
    gained: count,
    lost: count,
    estimate: number.describe('run minus baseline; of a floor, the rate'),
    low: number,
    high: number,
    level: z.number().describe('of the interval'),
    pValue: z.number().describe('two-sided; Holm steps over all checks decide'),
    adjusted: z.number().describe('by Holm over all checks'),
    bound: z.number().describe('margin, or floor'),
    minPairs: count,
    minDiscordant: count,
  })
  .readonly();

/** What a gate says: `gate.json`, `--json`. */
export const gateSchema = z
  .object({
    schemaVersion: z.literal(1),
    verdict: z.enum(VERDICTS),
    exitCode: z.union([z.literal(0), z.literal(1), z.literal(3), z.literal(4)]),
    reasons: z.array(z.string()).readonly(),
    run: z.object({ runId: z.string(), suite: z.string(), policy: policySchema }).readonly(),
    baseline: z
      .object({
        runId: z.string(),
        suite: z.string(),
        policy: policySchema,
        blessedAt: z.string().nullable(),
        blessedBy: z.string().nullable(),
        digest: z.string(),
      })
      .readonly(),
    rules: z
      .object({
        source: z.string(),
        digest: z.string(),
        writtenBefore: z.boolean().describe('in the manifest of the run before its first episode'),
        rules: rulesForm,
      })
      .readonly(),
    looks: z
      .object({ at: count, of: count, stopped: z.boolean().describe('the verdict was certain before the end') })
      .readonly(),
    counts: countsSchema,
    pairs: count,
    nonPairs: z.record(z.string(), count).describe('episodes of run and baseline that are no pair, by reason'),
    differences: z
      .array(
        z.object({
          field: z.string(),
          essential: z.boolean(),
          run: z.union([z.string(), z.number()]),
          baseline: z.union([z.string(), z.number()]),
        }),
      )
      .readonly(),
    checks: z.array(checkSchema).readonly(),
  })
  .readonly();

export type Gate = z.infer<typeof gateSchema>;
export type GateCheck = z.infer<typeof checkSchema>;
export type Verdict = Gate['verdict'];
