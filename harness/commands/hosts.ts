import { availableParallelism } from 'node:os';
import { progressOn } from '../python/progress.ts';
import type { SimulatorDeadlines } from '../simulator/deadlines.ts';
import type { SimulatorHost } from '../simulator/host.ts';
import { simulatorHost } from '../simulator/simulators.ts';
import { parseRenderer, threadsFor } from '../visuals/choice.ts';
import { drawnHost } from '../visuals/drawn-host.ts';
import { localSource } from '../visuals/local-sources.ts';
import { AssetStore } from '../visuals/store.ts';
import { ThreadFrameSource } from '../visuals/thread-source.ts';

export interface HostChoice {
  readonly simulator: string;
  /** As typed after `--renderer`. */
  readonly renderer?: string;
  readonly deadlines?: SimulatorDeadlines;
}

/** Hosts of as many workers. One worker waits for its frames anyhow; several draw theirs in threads of their own. */
export function drawnHosts({ simulator, renderer, deadlines }: HostChoice, workers: number): SimulatorHost[] {
  const choice = parseRenderer(renderer);
  const store = new AssetStore();
  const threads = threadsFor(choice, workers, availableParallelism());
  const frames = () => (workers > 1 ? new ThreadFrameSource(threads) : localSource(threads));
  return Array.from({ length: workers }, () => {
    const host = simulatorHost(simulator, {
      progress: progressOn(process.stderr),
      ...(deadlines && { deadlines }),
    });
    return drawnHost(host, { choice, store, frames });
  });
}
