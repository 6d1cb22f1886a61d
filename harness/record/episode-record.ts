import { z } from 'zod';
import type { EpisodeRecord } from '../types.ts';

const count = z.int().min(0);
const hash = z.string().nullable();

const evidence = z.object({
  status: z.enum(['nominal', 'applied', 'not_applied', 'unsupported']),
  details: z.array(z.object({ path: z.string(), asked: z.unknown(), got: z.unknown(), ok: z.boolean() })),
  signature: z.string().nullable().describe('base64 of the 16x16 RGB signature of the first policy image'),
});

const MILESTONES = ['reached', 'grasped', 'lifted', 'transported', 'placed', 'released', 'wrong_object'] as const;

const quantiles = z.object({ p50: z.number(), p95: z.number(), p99: z.number() });

const timing = z.object({
  inferenceMs: quantiles,
  delaySteps: z
    .array(count)
    .readonly()
    .optional()
    .describe('control steps until each answer reached the robot, where they were measured'),
  wire: z
    .object({
      calls: count,
      encodeMs: quantiles,
      waitMs: quantiles,
      decodeMs: quantiles,
      serverMs: quantiles.nullable().describe('of the wait, as the server says'),
      sentBytes: count,
      receivedBytes: count,
    })
    .nullable()
    .describe('over the calls that asked a policy server'),
});

/** One line of `episodes.jsonl`. Later versions add keys: a reader passes over those it does not know. */
export const episodeRecordSchema = z.looseObject({
  schemaVersion: z.literal(1),
  episodeId: z.string().describe('scenario/condition/replicate'),
  scenarioId: z.string(),
  conditionId: z.string(),
  factor: z.string().nullable().describe('null for nominal; `a+b` for a declared pair'),
  level: z.string().nullable(),
  replicate: count,
  seed: count,
  attempt: z.int().min(1),
  outcome: z.enum(['success', 'failure', 'infra_error', 'invalid']),
  end: z.string().describe('why it ended: success, max_steps, target_fell, ..., or an error code'),
  steps: count.describe('control steps'),
  simTimeSec: z.number().min(0),
  wallTimeSec: z.number().min(0),
  startedAt: z.string().describe('UTC, ISO 8601'),
  worker: count,
  instructionSent: z.string().nullable().describe('exactly as it went over the policy’s wire'),
  digest: z.string().describe('sha256 of all that defines the episode'),
  initialStateHash: hash,
  finalStateHash: hash,
  evidence,
  stages: z.array(z.object({ name: z.string(), step: count })).describe('as the policy calls them'),
  milestones: z
    .array(z.object({ name: z.enum(MILESTONES), step: count }))
    .optional()
    .describe('how far it came, from the ground truth'),
  policyCalls: count,
  framesRendered: count,
  inferenceMs: z.array(z.number()),
  timing: timing.optional().describe('how long the policy took to answer, milliseconds'),
  actionAgeSteps: z.number().min(0),
  error: z
    .object({ code: z.string(), message: z.string(), told: z.string().optional().describe('a server’s traceback') })
    .nullable(),
}) satisfies z.ZodType<EpisodeRecord>;
