import { counted } from '../../counted.ts';
import { pack } from '../../episode/chunk.ts';
import { holdAction } from '../../episode/staying.ts';
import { newestRun } from '../../run/find-run.ts';
import type { SimulatorHost } from '../../simulator/host.ts';
import type { RunOptions } from './options.ts';
import { episodesOf, type Prepared } from './prepare.ts';

export interface ExpectedTime {
  readonly sec: number;
  readonly basis: string;
}

const PROBE_STEPS = 20;

/** From an earlier run of the same suite and policy, else from a short probe of the simulator. */
export async function expectedTime(
  prepared: Prepared,
  options: RunOptions,
  host: SimulatorHost,
  home: string,
): Promise<ExpectedTime> {
  const { request, share } = prepared;
  const earlier = await newestRun(
    home,
    (old) => old.suite === request.suite && old.policyFingerprint === request.policyFingerprint,
  );
  const times = earlier?.records.map(({ wallTimeSec }) => wallTimeSec) ?? [];
  const each = times.length > 0 ? mean(times) : await probe(prepared, host);
  const sec = (each * share.planned) / options.workers;
  if (times.length > 0) return { sec, basis: `from ${counted(times.length, 'episode')} of ${earlier!.manifest.runId}` };
  return { sec, basis: 'at most, from a probe of the simulator; the time of the policy comes on top' };
}

/** Seconds of an episode that uses all of its steps. */
async function probe(prepared: Prepared, host: SimulatorHost): Promise<number> {
  const [episode] = episodesOf(prepared);
  if (!episode) return 0;
  const simulator = await host.open();
  const observe = { cameras: [], state: [] };
  const startMs = performance.now();
  const { worldState } = await simulator.reset(episode.scene, episode.seed, observe);
  const resetMs = performance.now() - startMs;
  const mode = simulator.info.actionModes[0]!;
  const hold = holdAction(mode, worldState, 1);
  await simulator.step(
    pack(
      mode,
      Array.from({ length: PROBE_STEPS }, () => hold),
    ),
    observe,
  );
  const stepMs = (performance.now() - startMs - resetMs) / PROBE_STEPS;
  return (resetMs + stepMs * meanSteps(prepared)) / 1000;
}

const meanSteps = ({ share }: Prepared): number =>
  mean(Array.from(share.places(), ({ condition }) => condition.setup.maxSteps));

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
