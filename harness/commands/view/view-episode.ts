import { EXIT } from '../../errors.ts';
import { playbackOf } from '../../replay/playback.ts';
import { recordedAssets, recordedTrace } from '../../replay/recorded.ts';
import type { RecordedEpisode, RecordedRun } from '../../run/find-run.ts';
import { listenForInterrupt } from '../../run/interrupt.ts';
import { documentOf } from '../../view/document.ts';
import type { ViewedEpisode, ViewedRun } from '../../view/payload.ts';
import { servePage } from '../../view/serve.ts';
import { writeOutput } from '../output-file.ts';

export interface ViewOptions {
  readonly port: number;
  readonly out?: string;
}

export async function viewEpisode(found: RecordedEpisode, { port, out }: ViewOptions): Promise<number> {
  const page = await documentOf(await viewed(found));
  if (out === undefined) return serveUntilInterrupted(page, port);
  await writeOutput(out, page);
  process.stdout.write(`wrote ${out}\n`);
  return EXIT.done;
}

/** All that the page shows, found sound before anybody opens it. */
async function viewed(found: RecordedEpisode): Promise<ViewedEpisode> {
  const { record, trace } = await recordedTrace(found);
  const assets = await recordedAssets(found, trace);
  playbackOf(found.episode, trace, assets);
  return { run: runOf(found.run), episode: found.episode, record, trace, assets };
}

function runOf({ folder, manifest }: RecordedRun): ViewedRun {
  const { policy, simulator } = manifest;
  return {
    name: folder.name,
    policy: policy.name,
    privileged: policy.privileged,
    simulator: `${simulator.name} ${simulator.version}`,
  };
}

/** Ctrl-C is how it is meant to end. */
async function serveUntilInterrupted(page: string, port: number): Promise<number> {
  const served = await servePage(page, port);
  process.stdout.write(`${served.url}  (Ctrl-C ends it)\n`);
  const interrupt = listenForInterrupt(
    () => {},
    () => {},
  );
  await new Promise((resolve) => interrupt.stop.addEventListener('abort', resolve, { once: true }));
  interrupt.release();
  await served.close();
  return EXIT.done;
}
