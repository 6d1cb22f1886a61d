import { factorNamed } from '../factors.ts';
import type { Library } from '../library/library.ts';
import { type Condition, conditionId, NOMINAL, type Scenario } from '../scenario/scenario.ts';
import type { Setup } from '../scenario/schema/scenario.ts';
import type { Channel, EpisodeSpec, OcclusionSpec } from '../types.ts';
import { changesFrom } from './changes.ts';
import { type DigestContext, digestOf } from './digest.ts';
import { instructionText, intentOf } from './instruction.ts';
import { episodeSeed } from './random.ts';
import { type DrawnScene, drawScene } from './scene.ts';
import { successOf } from './success.ts';

const OCCLUSION_TOLERANCE = 0.1;

/** What every episode of a plan shares. */
export interface Planning {
  readonly runSeed: number;
  readonly library: Library;
  readonly context: DigestContext;
  /** Answers reach the robot after the time that they take: no condition sets it. */
  readonly measuredLatency?: boolean;
}

/** Nominal scenes by replicate: what levels are drawn and compared against. */
export type Anchors = ReadonlyMap<number, DrawnScene>;

/** The nominal scenes of a scenario. @throws HarnessError E_SCENARIO */
export function anchorsOf(scenario: Scenario, replicates: number, { runSeed, library }: Planning): Anchors {
  const nominal = scenario.conditions[0]!;
  return new Map(
    Array.from({ length: replicates }, (_, i) => [
      i,
      drawScene(nominal, episodeSeed(runSeed, scenario.id, i), library, null, i),
    ]),
  );
}

/** One episode, explicit to the last number. @throws HarnessError E_SCENARIO where something cannot be placed */
export function episodeOf(
  scenario: Scenario,
  condition: Condition,
  replicate: number,
  anchor: DrawnScene,
  planning: Planning,
): EpisodeSpec {
  const { setup, assignments } = condition;
  const seed = episodeSeed(planning.runSeed, scenario.id, replicate);
  const isNominal = assignments.length === 0;
  const { scene, members } = isNominal
    ? anchor
    : drawScene(condition, seed, planning.library, anchor, replicate);
  const episode = {
    episodeId: `${scenario.id}/${conditionId(assignments)}/${replicate}`,
    scenarioId: scenario.id,
    conditionId: conditionId(assignments),
    assignments,
    channels: channelsOf(condition),
    control: condition.control,
    replicate,
    seed,
    scene,
    nominalEpisodeId: isNominal ? null : `${scenario.id}/${NOMINAL}/${replicate}`,
    changes: isNominal ? [] : changesFrom(anchor.scene, scene),
    occlusion: occlusionOf(condition),
    instruction: instructionText(setup, members),
    intent: intentOf(setup, members),
    task: setup.task,
    success: successOf(setup, members),
    maxSteps: setup.maxSteps,
    ...latencyOf(setup, planning),
  };
  return { ...episode, digest: digestOf(episode, planning.library, planning.context) };
}

function latencyOf({ latencyMs, controlHz, latencyMeanwhile }: Setup, { measuredLatency = false }: Planning) {
  return {
    latencySteps: measuredLatency ? 0 : Math.round((latencyMs * controlHz) / 1000),
    ...(measuredLatency ? { measuredLatency } : {}),
    ...(latencyMeanwhile === 'continue' ? { meanwhile: latencyMeanwhile } : {}),
  };
}

const channels = new WeakMap<Condition, readonly Channel[]>();

/** All ways in which the condition's factors can reach a policy. */
export function channelsOf(condition: Condition): readonly Channel[] {
  const known = channels.get(condition);
  if (known) return known;
  const all = [...new Set(condition.assignments.flatMap(({ factor }) => factorNamed(factor).channels))];
  channels.set(condition, all);
  return all;
}

function occlusionOf({ setup: { occlusion } }: Condition): OcclusionSpec | null {
  if (!occlusion) return null;
  const { camera, target, fraction, tolerance } = occlusion;
  return { camera, body: target, fraction, tolerance: tolerance ?? OCCLUSION_TOLERANCE };
}
