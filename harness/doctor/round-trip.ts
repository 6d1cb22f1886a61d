/** How long the harness waits for a bridge. */
import { referenceScene } from '../simulator/conformance/scene.ts';
import { NO_RENDERER } from '../simulator/protocol.ts';
import type { ObserveRequest, SceneSpec, Simulator } from '../types.ts';

export interface RoundTrip {
  readonly p50Ms: number;
  readonly p95Ms: number;
}

const BLIND: ObserveRequest = { cameras: [], state: ['tcpPose'] };
const ONE_FRAME: ObserveRequest = { ...BLIND, cameras: [{ name: 'front', widthPx: 256, heightPx: 256 }] };

/**
 * Times `observe` in a scene, without a camera and with one frame of 256 x 256; null where the bridge draws none, or in a world
 * of the simulator's own, whose cameras may have a size of their own.
 */
export async function measureRoundTrips(
  simulator: Simulator,
  scene: SceneSpec = referenceScene(simulator.info),
  count = 40,
): Promise<{ blind: RoundTrip; frame: RoundTrip | null }> {
  const draws = simulator.info.renderer !== NO_RENDERER && !scene.foreign;
  await simulator.reset(scene, 0, draws ? ONE_FRAME : BLIND);
  return {
    blind: await timed(simulator, BLIND, count),
    frame: draws ? await timed(simulator, ONE_FRAME, count) : null,
  };
}

async function timed(simulator: Simulator, observe: ObserveRequest, count: number): Promise<RoundTrip> {
  const timesMs: number[] = [];
  for (let i = 0; i < count; i++) {
    const startedMs = performance.now();
    await simulator.observe(observe);
    timesMs.push(performance.now() - startedMs);
  }
  timesMs.sort((a, b) => a - b);
  const at = (fraction: number) => timesMs[Math.min(count - 1, Math.floor(fraction * count))]!;
  return { p50Ms: at(0.5), p95Ms: at(0.95) };
}
