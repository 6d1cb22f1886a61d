/** What a manifest and a planned episode must hold to be shown, replayed or gone on with; what lies deeper is trusted. */
import { z } from 'zod';
import type { EpisodeSpec } from '../types.ts';
import type { Manifest } from './manifest.ts';

const count = z.int().min(0);
const assignments = z.array(z.looseObject({ factor: z.string(), level: z.string() }));
const names = z.array(z.string());

export const manifestForm = z.looseObject({
  schemaVersion: z.literal(1),
  runId: z.string(),
  createdAt: z.string(),
  request: z.looseObject({
    suite: z.string(),
    policy: z.string(),
    policyFingerprint: z.string(),
    simulator: z.string(),
    runSeed: count,
    episodes: count.nullable(),
    factors: names,
    levels: names,
    scenarios: names,
    planDigest: z.string(),
  }),
  policy: z.looseObject({ name: z.string(), fingerprint: z.string(), privileged: z.boolean(), mode: z.string() }),
  simulator: z.looseObject({ name: z.string(), version: z.string(), renderer: z.string() }),
  unsupported: z.array(
    z.looseObject({ scenarioId: z.string(), conditionId: z.string(), assignments, reason: z.string() }),
  ),
}) as unknown as z.ZodType<Manifest>;

export const planRowForm = z.looseObject({
  episodeId: z.string().regex(/^.+\/.+\/\d+$/s, 'expected scenario/condition/replicate'),
  scenarioId: z.string(),
  conditionId: z.string(),
  assignments,
  control: z.boolean(),
  replicate: count,
  seed: count,
  scene: z.looseObject({
    controlHz: z.number(),
    bodies: z.array(z.looseObject({ name: z.string(), model: z.string() })),
  }),
  changes: z.array(z.looseObject({ path: z.string() })),
  instruction: z.string(),
  intent: z.looseObject({ task: z.string(), target: z.string().nullable(), goal: z.string().nullable() }),
  task: z.string(),
  success: z.looseObject({}),
  maxSteps: count,
  latencySteps: count,
  digest: z.string(),
}) as unknown as z.ZodType<EpisodeSpec>;
