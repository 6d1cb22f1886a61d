import { type Command, InvalidArgumentError, Option } from 'commander';
import { wholeNumber } from './options.ts';
import type { ScoreOptions } from './score/score-files.ts';

export function register(program: Command): void {
  program
    .command('score')
    .description('hold answers against the truth: IoU, Frechet, Hausdorff, RMSE and rewards, with intervals')
    .argument('<predictions>', 'JSON lines {id, text}: the raw answers')
    .requiredOption(
      '--truth <file>',
      'JSON lines {id, box: {x, y, width, height}} or {id, trajectory: [[x, y], ...]}; ShareRobot files too',
    )
    .addOption(
      new Option('--coordinates <unit>', 'what the numbers of an answer count')
        .choices(['fraction', 'pixel'])
        .default('fraction'),
    )
    .option('--image-size <size>', 'with --coordinates pixel: size of the images, as 640x480', imageSize)
    .option('--strict', 'an answer that is not <think>...</think><output>JSON</output> to the letter points nowhere')
    .option('--seed <number>', 'seed of the bootstrap', wholeNumber(0), 0)
    .option('--json <file>', 'also write the means, intervals and rows as JSON')
    .action(async (predictions: string, options: ScoreOptions) => {
      const { scoreFiles } = await import('./score/score-files.ts');
      process.exitCode = await scoreFiles(predictions, options);
    });
}

function imageSize(text: string): ScoreOptions['imageSize'] {
  const match = /^(\d+)x(\d+)$/.exec(text);
  if (match && Number(match[1]) > 0 && Number(match[2]) > 0)
    return { widthPx: Number(match[1]), heightPx: Number(match[2]) };
  throw new InvalidArgumentError('expected a size in pixels, as 640x480.');
}
