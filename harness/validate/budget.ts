import type { EpisodeSpec, Vec3 } from '../types.ts';

/** A careful hand: what a policy that does nothing superfluous needs. */
const SPEED_M_PER_SEC = 0.3;
const TO_THE_TABLE_M = 0.4;
const DOWN_OR_UP_M = 0.12;
const GRIP_SEC = 0.5;
const HOLD_SEC = 0.5;

/** Control steps that the task takes at least, from the distances in its scene; 0 when nothing is asked. */
export function stepsNeeded({ intent, scene, latencySteps }: EpisodeSpec): number {
  const { task, target, goal } = intent;
  if (task === 'nothing' || task === 'pick_absent' || target === null) return 0;
  const [from, to] = [placeOf(target, scene), goal === null ? null : placeOf(goal, scene)];
  const across = from && to ? Math.hypot(to[0] - from[0], to[1] - from[1]) : 0;
  const path = TO_THE_TABLE_M + 2 * DOWN_OR_UP_M + (to ? across + DOWN_OR_UP_M : 0);
  const seconds = path / SPEED_M_PER_SEC + (to ? 2 : 1) * GRIP_SEC + HOLD_SEC;
  return Math.ceil(seconds * scene.controlHz) + latencySteps;
}

function placeOf(name: string, { bodies, zones }: EpisodeSpec['scene']): Vec3 | null {
  const zone = zones.find((each) => each.name === name);
  if (zone) return [zone.center[0], zone.center[1], 0];
  return bodies.find((body) => body.name === name)?.position ?? null;
}
