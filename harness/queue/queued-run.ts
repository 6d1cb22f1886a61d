/** What a worker is told of the run that it works for. */
import { z } from 'zod';
import type { DigestContext } from '../plan/digest.ts';
import { canonicalJson, sha256 } from '../record/canonical.ts';
import type { Manifest } from '../record/manifest.ts';
import type { RunDeadlines } from '../run/deadlines.ts';
import { isAddress } from '../simulator/address.ts';

const context = z.object({
  simulator: z.string(),
  version: z.string(),
  bridgeVersion: z.string(),
  renderer: z.string(),
}) satisfies z.ZodType<DigestContext>;

const deadlines = z.object({
  startMs: z.number(),
  connectMs: z.number(),
  helloMs: z.number(),
  resetMs: z.number(),
  observeMs: z.number(),
  stepMs: z.number(),
  closeMs: z.number(),
  episodeMs: z.number(),
}) satisfies z.ZodType<QueuedDeadlines>;

/** When a run has had its time is its own business. */
type QueuedDeadlines = Omit<RunDeadlines, 'runMs'>;

export const queuedRunForm = z.object({
  /** Of one run in one folder, however often it is gone on with. */
  token: z.string().regex(/^[0-9a-f]{16}$/),
  runId: z.string(),
  state: z.enum(['open', 'stopped', 'over']),
  /** What stopped it; null unless something has. */
  why: z.string().nullable(),
  planned: z.int(),
  planDigest: z.string(),
  /** As the user typed it. */
  policy: z.string(),
  policyFingerprint: z.string(),
  /** A name; null for an address, which is another one on each machine. */
  simulator: z.string().nullable(),
  /** As typed after `--renderer`; null where nothing was. */
  renderer: z.string().nullable(),
  context,
  harness: z.string(),
  inferenceTimeoutMs: z.number(),
  /** As for the simulators of `harness run`. */
  deadlines,
  /** How long a worker waits for a simulator or a policy that it cannot open. */
  giveUpMs: z.number(),
  /** How long an attempt belongs to a worker that is not heard of. */
  leaseMs: z.number(),
});

export type QueuedRun = Readonly<z.infer<typeof queuedRunForm>>;

export interface Terms {
  readonly planned: number;
  readonly renderer: string | null;
  readonly inferenceTimeoutMs: number;
  readonly deadlines: QueuedDeadlines;
  readonly giveUpMs: number;
  readonly leaseMs: number;
}

export function queuedRun({ runId, createdAt, request, simulator, versions }: Manifest, terms: Terms): QueuedRun {
  return {
    ...terms,
    token: sha256(canonicalJson([runId, createdAt, request.planDigest, request.policyFingerprint])).slice(0, 16),
    runId,
    state: 'open',
    why: null,
    planDigest: request.planDigest,
    policy: request.policy,
    policyFingerprint: request.policyFingerprint,
    simulator: isAddress(request.simulator) ? null : request.simulator,
    context: {
      simulator: simulator.name,
      version: simulator.version,
      bridgeVersion: simulator.bridgeVersion,
      renderer: simulator.renderer,
    },
    harness: versions.harness!,
  };
}
