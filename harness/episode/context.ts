import type { EpisodeSpec, PolicyContext, PolicySpec } from '../types.ts';

/** What a policy is told before its first observation. */
export function contextOf({ scene, intent, ...episode }: EpisodeSpec, { privileged }: PolicySpec): PolicyContext {
  return {
    episodeId: episode.episodeId,
    seed: episode.seed,
    instruction: episode.instruction,
    controlHz: scene.controlHz,
    maxSteps: episode.maxSteps,
    robot: scene.robot.name,
    privileged: privileged ? { scene, intent } : null,
  };
}
