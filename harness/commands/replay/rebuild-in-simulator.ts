import type { Trace } from '../../episode/trace.ts';
import { progressOn } from '../../python/progress.ts';
import { type Rebuilt, rebuild } from '../../replay/rebuild.ts';
import type { RecordedEpisode } from '../../run/find-run.ts';
import { simulatorHost } from '../../simulator/simulators.ts';
import type { ReplayOptions } from './options.ts';

/** In a simulator of its own, which is gone afterwards. `filmed`: with pictures as the simulator draws them. */
export async function rebuildInSimulator(
  { run, episode }: RecordedEpisode,
  trace: Trace,
  { simulator, camera: name, width: widthPx, height: heightPx, stride }: ReplayOptions,
  filmed: boolean,
): Promise<Rebuilt> {
  const host = simulatorHost(simulator ?? run.manifest.request.simulator, { progress: progressOn(process.stderr) });
  try {
    const filming = filmed ? { camera: { name, widthPx, heightPx }, stride } : null;
    return await rebuild(episode, trace, run.manifest.policy.mode, await host.open(), filming);
  } finally {
    await host.dispose();
  }
}
