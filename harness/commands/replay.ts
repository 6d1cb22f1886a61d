import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { counted } from '../counted.ts';
import { EXIT, HarnessError } from '../errors.ts';
import { progressOn } from '../python/progress.ts';
import { readTrace } from '../record/trace-file.ts';
import { departures, replay } from '../replay/replay.ts';
import { animatedWebp } from '../replay/webp.ts';
import { findEpisode, findRun, type RecordedEpisode } from '../run/find-run.ts';
import { simulatorHost } from '../simulator/simulators.ts';
import { didYouMean, listed } from '../suggest.ts';
import type { CameraRequest, EpisodeRecord, EpisodeSpec, SimulatorInfo } from '../types.ts';
import { RUNS_HOME, wholeNumber } from './options.ts';

interface ReplayOptions {
  readonly camera: string;
  readonly width: number;
  readonly height: number;
  readonly stride: number;
  readonly simulator?: string;
  readonly out?: string;
}

/** A side, in pixels: as long as the bridge protocol lets one be. */
const MOST_PX = 4096;

export function register(program: Command): void {
  program
    .command('replay')
    .description(
      'rebuild an episode, apply its recorded actions, check that it is the same to the last bit, write an animated WebP',
    )
    .argument('<run>', 'run folder, its name under runs/, or "latest"')
    .argument('<episode>', 'episode id: scenario/condition/replicate')
    .option('--camera <name>', 'camera of the pictures', 'front')
    .option('--width <px>', 'width of the pictures', wholeNumber(16, MOST_PX), 320)
    .option('--height <px>', 'height of the pictures', wholeNumber(16, MOST_PX), 240)
    .option('--stride <steps>', 'control steps from one picture to the next', wholeNumber(1), 2)
    .option('--simulator <name|address>', 'another simulator than the one that ran it')
    .option('--out <file>', 'where the WebP goes (default: beside the trace)')
    .action(async (run: string, episode: string, options: ReplayOptions) => {
      const found = findEpisode(await findRun(run, RUNS_HOME), episode);
      process.exitCode = await replayEpisode(found, options);
    });
}

async function replayEpisode(found: RecordedEpisode, options: ReplayOptions): Promise<number> {
  const { run, episode, attempts } = found;
  const last = attempts.findLast((record) => record.initialStateHash !== null && record.steps > 0);
  if (!last)
    throw new HarnessError('E_RUN', `episode '${episode.episodeId}' has no attempt with a single step to replay`);
  const trace = await readTrace(run.folder.traceFile(episode.episodeId, last.attempt));
  const host = simulatorHost(options.simulator ?? run.manifest.request.simulator, {
    progress: progressOn(process.stderr),
  });
  try {
    const simulator = await host.open();
    checkPictures(options, episode, simulator.info);
    const replayed = await replay(
      episode,
      trace,
      run.manifest.policy.mode,
      simulator,
      cameraOf(options),
      options.stride,
    );
    const file = options.out ?? run.folder.episodeFile(episode.episodeId, 'replay.webp');
    await writePicture(file, await animatedWebp(replayed.frames, (1000 * options.stride) / episode.scene.controlHz));
    return report(last, departures(last, replayed), file);
  } finally {
    await host.dispose();
  }
}

const cameraOf = ({ camera, width, height }: ReplayOptions): CameraRequest => ({
  name: camera,
  widthPx: width,
  heightPx: height,
});

function checkPictures(
  { camera, width, height }: ReplayOptions,
  { scene }: EpisodeSpec,
  { limits }: SimulatorInfo,
): void {
  const known = scene.cameras.map(({ name }) => name);
  if (!known.includes(camera))
    throw new HarnessError('E_USAGE', `unknown camera "${camera}": expected one of ${listed(known)}`, {
      hint: didYouMean(camera, known),
    });
  if (width * height > limits.maxImagePx)
    throw new HarnessError(
      'E_USAGE',
      `expected pictures of at most ${limits.maxImagePx} pixels, got ${width} x ${height}`,
    );
}

async function writePicture(file: string, bytes: Uint8Array): Promise<void> {
  try {
    await writeFile(file, bytes);
  } catch (cause) {
    throw new HarnessError('E_OUTPUT', `cannot write ${file}: ${(cause as Error).message}`, {
      hint: 'choose a place with --out',
      cause,
    });
  }
}

function report(record: EpisodeRecord, departed: readonly string[], file: string): number {
  const lines = [
    `wrote ${file}`,
    `${record.episodeId}: ${record.outcome} (${record.end}), ${counted(record.steps, 'step')}`,
  ];
  if (departed.length === 0) lines.push('same initial and final state as recorded, bit for bit');
  else lines.push('NOT the recorded episode:', ...departed.map((line) => `  ${line}`));
  process.stdout.write(`${lines.join('\n')}\n`);
  return departed.length === 0 ? EXIT.done : EXIT.noData;
}
