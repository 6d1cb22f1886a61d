import type { EpisodeSpec, SimulatorReset } from '../types.ts';

const MAX_SETTLE_MOTION_M = 0.03;
const MAX_SETTLE_TILT_RAD = 0.35;

/** Why the scene that came to rest is not the scene that was planned; null when it is. */
export function unsettled(episode: EpisodeSpec, reset: SimulatorReset): string | null {
  for (const body of episode.scene.bodies) {
    const motionM = reset.settle.motionM[body.name] ?? 0;
    const tiltRad = reset.settle.tiltRad[body.name] ?? 0;
    if (motionM > MAX_SETTLE_MOTION_M) return `'${body.name}' moved ${(motionM * 100).toFixed(1)} cm while settling`;
    if (tiltRad > MAX_SETTLE_TILT_RAD) return `'${body.name}' tipped by ${tiltRad.toFixed(2)} rad while settling`;
  }
  return null;
}
