import type { EpisodeSpec, SimulatorReset } from '../types.ts';

const MAX_SETTLE_MOTION_M = 0.03;
const MAX_SETTLE_TILT_RAD = 0.35;
/** In a foreign world things slide some centimetres from where they are dropped; this far they were thrown. */
const THROWN_M = 0.1;

/** Why the scene that came to rest is not the scene that was planned; null when it is. */
export function unsettled(episode: EpisodeSpec, reset: SimulatorReset): string | null {
  const { foreign, bodies } = episode.scene;
  const mostM = foreign ? THROWN_M : MAX_SETTLE_MOTION_M;
  for (const name of foreign ? Object.keys(reset.settle.motionM) : bodies.map((body) => body.name)) {
    const motionM = reset.settle.motionM[name] ?? 0;
    const tiltRad = reset.settle.tiltRad[name] ?? 0;
    if (motionM > mostM) return `'${name}' moved ${(motionM * 100).toFixed(1)} cm while settling`;
    if (tiltRad > MAX_SETTLE_TILT_RAD) return `'${name}' tipped by ${tiltRad.toFixed(2)} rad while settling`;
  }
  return null;
}
