/** What a policy is, whether it answers, what it would do in one known scene, and how long it takes. */
import { flaw } from '../episode/chunk.ts';
import type { ActionChunk, Observation, Policy, PolicyContext, PolicySpec } from '../types.ts';
import { type ActionLimits, clippedOf } from './clipped.ts';
import { type Fact, factOf } from './fact.ts';

/** One moment of one scene, always the same: what any policy can be asked about. */
export interface GoldenMoment {
  readonly context: PolicyContext;
  readonly observation: Observation;
  readonly limits: ActionLimits;
  /** Numbers in a row of the policy's mode. */
  readonly dim: number;
}

/** Without asking it anything. */
export function describedFacts(spec: PolicySpec, metadata: Readonly<Record<string, unknown>> | null): Fact[] {
  const told = metadata && Object.keys(metadata).length > 0 ? JSON.stringify(metadata) : 'nothing';
  return [
    { name: 'fingerprint', result: 'ok', detail: spec.fingerprint },
    ...(metadata ? [{ name: 'it says of itself', result: 'ok' as const, detail: told }] : []),
    { name: 'it needs', result: 'ok', detail: needsOf(spec) },
    { name: 'it acts in', result: 'ok', detail: actsIn(spec) },
  ];
}

function needsOf({ cameras, state, language, privileged }: PolicySpec): string {
  const pictures = cameras.map(({ name, widthPx, heightPx, depth, segmentation }) => {
    const more = [depth && 'depth', segmentation && 'segmentation'].filter(Boolean);
    return `camera ${name} ${widthPx}x${heightPx}${more.length > 0 ? ` with ${more.join(' and ')}` : ''}`;
  });
  const all = [...pictures, ...state, ...(language ? ['the instruction'] : []), ...(privileged ? ['the truth'] : [])];
  return all.join(', ') || 'nothing';
}

const actsIn = ({ mode, executionHorizon }: PolicySpec): string =>
  `${mode}, ${executionHorizon === 0 ? 'a whole chunk' : `${executionHorizon} actions`} before it is asked again`;

/** Asks the golden question once for the answer, then `calls` times for the time. */
export async function answerFacts(policy: Policy, golden: GoldenMoment, calls: number): Promise<Fact[]> {
  let chunk: ActionChunk | null = null;
  const answered = await factOf('golden observation', async () => {
    chunk = await asked(policy, golden);
    return answerOf(chunk, golden.dim);
  });
  if (chunk === null) return [answered];
  const problem = problemOf(chunk, golden.dim);
  if (problem !== null) return [{ ...answered, result: 'failed', detail: problem }];
  const clipped = clippedOf((chunk as ActionChunk).actions, policy.spec.mode, golden.limits);
  return [
    answered,
    { name: 'held at a limit', result: 'ok', detail: clipped.join('; ') || 'nothing' },
    await factOf('latency', () => latency(policy, golden, calls)),
  ];
}

async function asked(policy: Policy, { context, observation }: GoldenMoment): Promise<ActionChunk> {
  await policy.reset(context);
  return policy.act(observation);
}

const problemOf = (chunk: ActionChunk, dim: number): string | null => chunk.gaveUp ?? chunk.flaw ?? flaw(chunk, dim);

function answerOf(chunk: ActionChunk, dim: number): string {
  const { actions, declares, stage } = chunk;
  if (actions.length === 0) return declares ? `no action, it declares ${declares}` : 'no action';
  const first = actions[0]!.map((value) => Number(value.toPrecision(3))).join(', ');
  return `${actions.length} x ${dim}${stage ? ` (${stage})` : ''}, the first [${first}]`;
}

/** Of the answer alone: the session is made ready for a first question each time. */
async function latency(policy: Policy, golden: GoldenMoment, calls: number): Promise<string> {
  const timesMs: number[] = [];
  for (let i = 0; i < calls; i++) {
    await policy.reset(golden.context);
    const startMs = performance.now();
    await policy.act(golden.observation);
    timesMs.push(performance.now() - startMs);
  }
  timesMs.sort((a, b) => a - b);
  const at = (share: number) => timesMs[Math.min(calls - 1, Math.floor(share * calls))]!.toFixed(1);
  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms of ${calls} calls`;
}
