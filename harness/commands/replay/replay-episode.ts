import { counted } from '../../counted.ts';
import { EXIT, HarnessError } from '../../errors.ts';
import { cameraNamed, film } from '../../replay/film.ts';
import type { Picture } from '../../replay/picture.ts';
import { playbackOf, withoutVisuals } from '../../replay/playback.ts';
import { departures, type Rebuilt } from '../../replay/rebuild.ts';
import { type RecordedTrace, recordedAssets, recordedTrace } from '../../replay/recorded.ts';
import { animatedWebp } from '../../replay/webp.ts';
import type { RecordedEpisode } from '../../run/find-run.ts';
import { writeOutput } from '../output-file.ts';
import type { ReplayOptions } from './options.ts';
import { rebuildInSimulator } from './rebuild-in-simulator.ts';

/** Pictures from the recorded states, and with `--verify` the check that the simulator still gets there bit for bit. */
export async function replayEpisode(found: RecordedEpisode, options: ReplayOptions): Promise<number> {
  if (options.simulator !== undefined && !options.verify) {
    throw new HarnessError('E_USAGE', '--simulator: expected only with --verify, as pictures need no simulator');
  }
  cameraNamed(found.episode.scene.cameras, options.camera);
  const recorded = await recordedTrace(found);
  const drawn = recorded.trace.visuals ? await drawnFromStates(found, recorded, options) : null;
  if (!drawn && (!options.verify || options.segmentation)) throw withoutVisuals();
  const rebuilt = options.verify ? await rebuildInSimulator(found, recorded.trace, options, drawn === null) : null;
  const file = options.out ?? found.run.folder.episodeFile(found.episode.episodeId, 'replay.webp');
  const frameMs = (1000 * options.stride) / found.episode.scene.controlHz;
  await writeOutput(file, await animatedWebp(drawn ?? rebuilt!.frames, frameMs, options.segmentation));
  return report(recorded, rebuilt, file);
}

async function drawnFromStates(
  found: RecordedEpisode,
  { trace }: RecordedTrace,
  { camera, width: widthPx, height: heightPx, stride, segmentation }: ReplayOptions,
): Promise<Picture[]> {
  const playback = playbackOf(found.episode, trace, await recordedAssets(found, trace));
  return film(playback, { camera, widthPx, heightPx, stride, kind: segmentation ? 'segmentation' : 'rgb' });
}

function report({ record }: RecordedTrace, rebuilt: Rebuilt | null, file: string): number {
  const lines = [
    `wrote ${file}`,
    `${record.episodeId}: ${record.outcome}${record.end === record.outcome ? '' : ` (${record.end})`}, ${counted(record.steps, 'step')}`,
  ];
  const departed = rebuilt ? departures(record, rebuilt) : [];
  if (departed.length > 0) lines.push('NOT the recorded episode:', ...departed.map((line) => `  ${line}`));
  else if (rebuilt) lines.push('rebuilt: same initial and final state as recorded, bit for bit');
  process.stdout.write(`${lines.join('\n')}\n`);
  return departed.length === 0 ? EXIT.done : EXIT.noData;
}
