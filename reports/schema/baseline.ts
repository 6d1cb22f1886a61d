import { z } from 'zod';
import { countsSchema } from './parts.ts';

const OUTCOMES = ['success', 'failure', 'infra_error', 'invalid', 'not_run'] as const;

export const settingSchema = z
  .object({
    suite: z.string(),
    runSeed: z.int(),
    simulator: z.string(),
    simulatorVersion: z.string(),
    bridgeVersion: z.string(),
    renderer: z.string(),
    planDigest: z.string().describe('sha256 of all episode ids and digests'),
    harnessVersion: z.string(),
    nodeVersion: z.string(),
    platform: z.string(),
  })
  .readonly();

export const policySchema = z.object({ name: z.string(), fingerprint: z.string(), privileged: z.boolean() }).readonly();

/** A baseline file: what a gate needs of a run, small enough to be committed. */
export const baselineSchema = z
  .object({
    schemaVersion: z.literal(1),
    kind: z.literal('baseline'),
    blessedAt: z.string().describe('UTC, ISO 8601'),
    blessedBy: z.string().nullable(),
    runId: z.string(),
    policy: policySchema,
    setting: settingSchema,
    counts: countsSchema,
    cells: z
      .array(
        z
          .object({
            scenarioId: z.string(),
            conditionId: z.string(),
            assignments: z.array(z.object({ factor: z.string(), level: z.string() }).readonly()).readonly(),
            control: z.boolean(),
            episodes: z
              .array(
                z.tuple([
                  z.int().min(0).describe('replicate'),
                  z.enum(OUTCOMES),
                  z.string().describe('digest of all that defines the episode'),
                  z.string().nullable().describe('hash of the state that it began from'),
                ]),
              )
              .readonly(),
          })
          .readonly(),
      )
      .readonly()
      .describe('episode id: scenario/condition/replicate'),
  })
  .readonly();

export type Baseline = z.infer<typeof baselineSchema>;
