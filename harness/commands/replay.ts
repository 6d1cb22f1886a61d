import type { Command } from 'commander';
import { RUNS_HOME, wholeNumber } from './options.ts';
import type { ReplayOptions } from './replay/options.ts';

/** A side, in pixels: pictures are drawn twice as large and averaged. */
const MOST_PX = 2048;

export function register(program: Command): void {
  program
    .command('replay')
    .description('write an episode as an animated WebP, drawn from its recorded states; no simulator is started')
    .argument('<run>', 'run folder, its name under runs/, or "latest"')
    .argument('<episode>', 'episode id: scenario/condition/replicate')
    .option('--camera <name>', 'camera of the pictures', 'front')
    .option('--width <px>', 'width of the pictures', wholeNumber(16, MOST_PX), 320)
    .option('--height <px>', 'height of the pictures', wholeNumber(16, MOST_PX), 240)
    .option('--stride <steps>', 'control steps from one picture to the next', wholeNumber(1), 2)
    .option('--segmentation', 'color each body by its name')
    .option('--verify', 'also rebuild it, apply its recorded actions, check that it is the same to the last bit')
    .option('--simulator <name|address>', 'with --verify: another simulator than the one that ran it')
    .option('--out <file>', 'where the WebP goes (default: beside the trace)')
    .action(async (run: string, episode: string, options: ReplayOptions) => {
      const { replayEpisode } = await import('./replay/replay-episode.ts');
      const { findEpisode, findRun } = await import('../run/find-run.ts');
      const found = findEpisode(await findRun(run, RUNS_HOME), episode);
      process.exitCode = await replayEpisode(found, options);
    });
}
