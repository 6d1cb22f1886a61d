import { type PolicySource, policySource } from '../../../agents/index.ts';
import { counted } from '../../counted.ts';
import { HarnessError } from '../../errors.ts';
import type { Library } from '../../library/library.ts';
import { loadLibrary } from '../../library/load.ts';
import { splitByCarriers, type Unsupported } from '../../plan/carriage.ts';
import type { DigestContext } from '../../plan/digest.ts';
import { type Plan, type PlannedCondition, plan } from '../../plan/plan.ts';
import { gaps } from '../../plan/select.ts';
import { planDigest } from '../../record/canonical.ts';
import type { Manifest, RunRequest } from '../../record/manifest.ts';
import { checkFit } from '../../run/fits.ts';
import { type Shard, shardName, shareOf } from '../../run/shard.ts';
import { gitFacts, harnessVersion, hostFacts } from '../../run/surroundings.ts';
import { loadSuite } from '../../scenario/suite.ts';
import { shapesOf } from '../../success/shapes.ts';
import type { EpisodeSpec, SimulatorInfo } from '../../types.ts';
import { surroundingsOf } from '../knowledge.ts';
import type { PlanChoice } from './options.ts';

/** Everything that is settled before the first episode. */
export interface Prepared {
  readonly library: Library;
  readonly source: PolicySource;
  readonly simulator: SimulatorInfo;
  /** What this run does of the plan: all of it, or its shard. */
  readonly plan: Plan;
  /** All episodes of the plan, whoever runs them. */
  readonly whole: readonly EpisodeSpec[];
  readonly unsupported: readonly Unsupported[];
  readonly request: RunRequest;
  /** Lines for the user: what was asked for and will not run. */
  readonly notes: readonly string[];
}

/**
 * Suite, policy and simulator become a plan; whatever does not fit is said now. The simulator takes longest, so it is
 * opened last: who mistyped a suite, or whose server is down, does not wait for it.
 */
export async function prepare(options: PlanChoice, open: () => Promise<SimulatorInfo>): Promise<Prepared> {
  const library = loadLibrary();
  const { scenarios } = loadSuite(options.suite, library, options.robot ?? null);
  const source = await policySource(options.policy, surroundingsOf(library));
  checkPatience(source, options.inferenceTimeout);
  const simulator = await open();
  const selection = { scenarios: options.scenario, factors: options.factor, levels: options.level };
  const whole = plan(scenarios, {
    library,
    runSeed: options.seed,
    context: contextOf(simulator),
    ...selection,
    episodes: options.episodes ?? null,
    measuredLatency: isMeasured(options),
  });
  const split = splitByCarriers(whole, { policy: source.spec, simulator, measuredLatency: isMeasured(options) });
  checkFit(source.spec, simulator, split.plan.episodes, library);
  for (const { scene } of split.plan.episodes) source.checkRobot?.(scene.robot);
  const request = requestOf(options, source, split.plan, simulator);
  return {
    simulator,
    library,
    source,
    ...split,
    ...shared(split.plan, options.shard),
    request,
    notes: [...gaps(scenarios, selection), ...(isMeasured(options) ? [UNREPEATABLE] : [])],
  };
}

/** A shard's own part, of as many episodes in each condition as fall to it. */
function shared(plan: Plan, shard: Shard | undefined): Pick<Prepared, 'plan' | 'whole'> {
  if (shard === undefined) return { plan, whole: plan.episodes };
  if (shard.of > plan.episodes.length) {
    const most = counted(plan.episodes.length, 'shard');
    throw new HarnessError('E_USAGE', `--shard: expected at most ${most}, one for each episode, got ${shard.of}`);
  }
  const episodes = shareOf(plan.episodes, shard);
  const conditions = plan.conditions.map((each) => ({ ...each, episodes: episodes.filter(isOf(each)).length }));
  return { plan: { conditions: conditions.filter((each) => each.episodes > 0), episodes }, whole: plan.episodes };
}

const isOf =
  (condition: PlannedCondition) =>
  ({ scenarioId, conditionId }: EpisodeSpec): boolean =>
    scenarioId === condition.scenarioId && conditionId === condition.conditionId;

const UNREPEATABLE = 'latency is measured: what the server’s answer times decide, no other run can repeat';

const isMeasured = ({ latency }: PlanChoice): boolean => latency === 'measured';

/** A server that is down has to show as such before the policy's own time is over, or the policy would have failed. */
function checkPatience({ spec, reasoning }: PolicySource, inferenceTimeoutSec: number): void {
  const timeoutMs = reasoning?.reasoner.timeoutMs ?? 0;
  if (timeoutMs < 1000 * inferenceTimeoutSec) return;
  const expected = `less than the ${inferenceTimeoutSec} s of --inference-timeout`;
  throw new HarnessError(
    'E_POLICY',
    `policy '${spec.name}', option timeoutSec: expected ${expected}, got ${timeoutMs / 1000}`,
  );
}

export function contextOf({ name, version, bridgeVersion, renderer }: SimulatorInfo): DigestContext {
  return { simulator: name, version, bridgeVersion, renderer };
}

function requestOf(
  options: PlanChoice,
  source: PolicySource,
  { episodes }: Plan,
  { renderer }: SimulatorInfo,
): RunRequest {
  return {
    suite: options.suite,
    policy: options.policy,
    policyFingerprint: source.spec.fingerprint,
    simulator: options.simulator,
    renderer,
    runSeed: options.seed,
    episodes: options.episodes ?? null,
    factors: options.factor,
    levels: options.level,
    scenarios: options.scenario,
    gate: null,
    latency: isMeasured(options) ? 'measured' : null,
    robot: options.robot ?? null,
    shard: options.shard === undefined ? null : shardName(options.shard),
    planDigest: planDigest(episodes),
  };
}

/** Forms of an episode's bodies, for its success predicate. */
export function shapeLookup({ models }: Library) {
  return ({ scene }: EpisodeSpec) => shapesOf(scene.bodies, (model) => models[model]!);
}

export async function manifestOf(prepared: Prepared, runId: string, nowMs: number): Promise<Manifest> {
  const { simulator } = prepared;
  return {
    schemaVersion: 1,
    runId,
    createdAt: new Date(nowMs).toISOString(),
    request: prepared.request,
    policy: prepared.source.spec,
    ...(prepared.source.metadata ? { model: prepared.source.metadata } : {}),
    simulator,
    versions: { harness: await harnessVersion(), node: process.version, bridge: simulator.bridgeVersion },
    host: hostFacts(),
    git: await gitFacts(process.cwd()),
    unsupported: prepared.unsupported.map(
      ({ condition: { scenarioId, conditionId, assignments, control }, reason }) => ({
        scenarioId,
        conditionId,
        assignments,
        control,
        reason,
      }),
    ),
  };
}
