import { resetFindings } from '../episode/evidence.ts';
import { type Library, lookUp } from '../library/library.ts';
import { holdsAtOnce } from '../success/predicate.ts';
import { shapesOf } from '../success/shapes.ts';
import type { EpisodeSpec, Simulator, SimulatorReset } from '../types.ts';

const MOVED_M = 0.02;
const TILTED_RAD = 0.2;

/** What is wrong with a scene once it stands in a simulator: bodies that move, a goal that holds already, a parameter not applied. */
export async function settlingFaults(episode: EpisodeSpec, simulator: Simulator, library: Library): Promise<string[]> {
  const { occlusion } = episode;
  const visibility = occlusion ? [{ camera: occlusion.camera, body: occlusion.body }] : [];
  const reset = await simulator.reset(episode.scene, episode.seed, { cameras: [], state: [], visibility });
  const unproven = resetFindings(episode, reset).filter(({ ok }) => !ok);
  return [
    ...restless(episode, reset),
    ...(goalHolds(episode, reset, library) ? ['the goal holds before the first action'] : []),
    ...unproven.map(({ path, asked, got }) => `${path}: expected ${JSON.stringify(asked)}, got ${JSON.stringify(got)}`),
  ];
}

function restless({ scene }: EpisodeSpec, { settle }: SimulatorReset): string[] {
  return scene.bodies.flatMap(({ name, model }) => {
    const [motionM, tiltRad] = [settle.motionM[name] ?? 0, settle.tiltRad[name] ?? 0];
    const moved = motionM > MOVED_M ? [`${name} (${model}) moved ${(motionM * 100).toFixed(1)} cm while settling`] : [];
    const tilted =
      tiltRad > TILTED_RAD
        ? [`${name} (${model}) tilted by ${((tiltRad * 180) / Math.PI).toFixed(0)} degrees while settling`]
        : [];
    return [...moved, ...tilted];
  });
}

function goalHolds({ success, scene }: EpisodeSpec, { worldState }: SimulatorReset, library: Library): boolean {
  const shapes = shapesOf(scene.bodies, (name) => lookUp(library.models, name, 'model'));
  const zones = Object.fromEntries(scene.zones.map((zone) => [zone.name, zone]));
  return holdsAtOnce(success, { initial: worldState, shapes, zones });
}
