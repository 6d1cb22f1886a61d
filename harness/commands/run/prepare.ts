import { type PolicySource, policySource } from '../../../agents/index.ts';
import { HarnessError } from '../../errors.ts';
import type { Library } from '../../library/library.ts';
import { drawn } from '../../plan/draw.ts';
import { firstsOf } from '../../plan/outline.ts';
import { gaps } from '../../plan/select.ts';
import type { AskedRun, Draft } from '../../record/manifest.ts';
import { shardName } from '../../run/shard.ts';
import { gitFacts, harnessVersion, hostFacts } from '../../run/surroundings.ts';
import { shapesOf } from '../../success/shapes.ts';
import type { EpisodeSpec, SimulatorInfo } from '../../types.ts';
import { surroundingsOf } from '../knowledge.ts';
import { type Design, designOf, drawnAt, isMeasured, load, selectionOf } from './design.ts';
import type { PlanChoice } from './options.ts';

/** Everything that is settled before the first episode is drawn. */
export interface Prepared extends Design {
  readonly source: PolicySource;
  readonly simulator: SimulatorInfo;
  readonly request: AskedRun;
  /** Lines for the user: what was asked for and will not run. */
  readonly notes: readonly string[];
}

/**
 * Suite, policy and simulator become a plan; whatever does not fit is said now. The simulator takes longest, so it is
 * opened last: who mistyped a suite, or whose server is down, does not wait for it.
 */
export async function prepare(options: PlanChoice, open: () => Promise<SimulatorInfo>): Promise<Prepared> {
  const loaded = load(options);
  const source = await policySource(options.policy, surroundingsOf(loaded.library));
  checkPatience(source, options.inferenceTimeout);
  const simulator = await open();
  const design = designOf(options, loaded, { policy: source.spec, simulator });
  for (const { scene } of drawnAt(firstsOf(design.outline), design)) source.checkRobot?.(scene.robot);
  const notes = [...gaps(loaded.scenarios, selectionOf(options)), ...(isMeasured(options) ? [UNREPEATABLE] : [])];
  return { ...design, source, simulator, request: requestOf(options, source, design.recipe, simulator), notes };
}

/** Each episode of this run, drawn as it is asked for. @throws HarnessError E_SCENARIO, E_POLICY, E_SIMULATOR */
export const episodesOf = (design: Design): Iterable<EpisodeSpec> => drawnAt(design.share.places(), design);

/** The nominal episode of a level, by whomever it is run; null for a nominal one. */
export function nominalOf({ outline: { scenarios }, planning }: Prepared, episode: EpisodeSpec): EpisodeSpec | null {
  if (episode.nominalEpisodeId === null) return null;
  const { scenario } = scenarios.find((each) => each.scenario.id === episode.scenarioId)!;
  const place = { scenario, condition: scenario.conditions[0]!, replicate: episode.replicate };
  return [...drawn([place], planning)][0]!;
}

const UNREPEATABLE = 'latency is measured: what the server’s answer times decide, no other run can repeat';

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

function requestOf(options: PlanChoice, source: PolicySource, recipe: string, { renderer }: SimulatorInfo): AskedRun {
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
    recipe,
  };
}

/** Forms of an episode's bodies, for its success predicate. */
export function shapeLookup({ models }: Library) {
  return ({ scene }: EpisodeSpec) => shapesOf(scene.bodies, (model) => models[model]!);
}

export async function draftOf(prepared: Prepared, runId: string, nowMs: number): Promise<Draft> {
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
