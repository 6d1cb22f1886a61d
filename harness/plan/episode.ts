import type { Library } from '../library/library.ts';
import { type Condition, NOMINAL, type Scenario } from '../scenario/scenario.ts';
import type { Setup } from '../scenario/schema/scenario.ts';
import type { EpisodeSpec, OcclusionSpec } from '../types.ts';
import { changesFrom } from './changes.ts';
import { channelsOf } from './channels.ts';
import { type DigestContext, digestOf } from './digest.ts';
import type { Place } from './outline.ts';
import { episodeSeed } from './random.ts';
import { type DrawnScene, drawScene } from './scene.ts';

const OCCLUSION_TOLERANCE = 0.1;

/** What every episode of a plan shares. */
export interface Planning {
  readonly runSeed: number;
  readonly library: Library;
  readonly context: DigestContext;
  /** Answers reach the robot after the time that they take: no condition sets it. */
  readonly measuredLatency?: boolean;
}

/** The nominal scene of a replicate. @throws HarnessError E_SCENARIO */
export function anchorOf(scenario: Scenario, replicate: number, { runSeed, library }: Planning): DrawnScene {
  const nominal = scenario.conditions[0]!;
  return drawScene(nominal, episodeSeed(runSeed, scenario.id, replicate), library, null, replicate);
}

/** One episode, explicit to the last number. @throws HarnessError E_SCENARIO where something cannot be placed */
export function episodeOf(
  { scenario, condition, replicate }: Place,
  anchor: DrawnScene,
  planning: Planning,
): EpisodeSpec {
  const { id: conditionId, setup, assignments, control } = condition;
  const { seed } = anchor;
  const isNominal = assignments.length === 0;
  const { scene, meaning } = isNominal ? anchor : drawScene(condition, seed, planning.library, anchor, replicate);
  const episode = {
    episodeId: `${scenario.id}/${conditionId}/${replicate}`,
    scenarioId: scenario.id,
    conditionId,
    assignments,
    channels: channelsOf(condition),
    control,
    replicate,
    seed,
    scene,
    nominalEpisodeId: isNominal ? null : `${scenario.id}/${NOMINAL}/${replicate}`,
    changes: isNominal ? [] : changesFrom(anchor.scene, scene),
    occlusion: occlusionOf(condition),
    instruction: meaning.instruction,
    intent: meaning.intent,
    task: setup.task,
    success: meaning.success,
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

function occlusionOf({ setup: { occlusion } }: Condition): OcclusionSpec | null {
  if (!occlusion) return null;
  const { camera, target, fraction, tolerance } = occlusion;
  return { camera, body: target, fraction, tolerance: tolerance ?? OCCLUSION_TOLERANCE };
}
