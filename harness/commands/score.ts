import { type Command, InvalidArgumentError, Option } from 'commander';
import { HarnessError } from '../errors.ts';
import { wholeNumber } from './options.ts';
import type { ScoreOptions } from './score/score-files.ts';
import type { RunScoreOptions } from './score/score-run.ts';

export function register(program: Command): void {
  program
    .command('score')
    .description('hold answers against the truth: IoU, Frechet, Hausdorff, RMSE and rewards, with intervals')
    .argument('[predictions]', 'JSON lines {id, text}: the raw answers')
    .option(
      '--truth <file>',
      'JSON lines {id, box: {x, y, width, height}} or {id, trajectory: [[x, y], ...]}; ShareRobot files too',
    )
    .addOption(
      new Option(
        '--run <run>',
        'score the questions of a run instead, against its recorded states and beside its outcomes',
      ).conflicts(['truth', 'coordinates', 'imageSize', 'strict']),
    )
    .option('--oracle <run>', "with --run: the oracle's run of the same plan, whose tool path is the true trajectory")
    .addOption(
      new Option('--coordinates <unit>', 'what the numbers of an answer count')
        .choices(['fraction', 'pixel'])
        .default('fraction'),
    )
    .option('--image-size <size>', 'with --coordinates pixel: size of the images, as 640x480', imageSize)
    .option('--strict', 'an answer that is not <think>...</think><output>JSON</output> to the letter points nowhere')
    .option(
      '--judge <server>',
      'also ask a language model whether each thought fits its request and its answer: openai@http://host:8000/v1?model=NAME',
    )
    .option('--seed <number>', 'seed of the bootstrap', wholeNumber(0), 0)
    .option('--json <file>', 'also write the means, intervals and rows as JSON')
    .action(async (predictions: string | undefined, options: Options) => {
      process.exitCode = await score(predictions, options);
    });
}

type Options = Omit<ScoreOptions, 'truth'> & Partial<Pick<ScoreOptions, 'truth'>> & Partial<RunScoreOptions>;

async function score(predictions: string | undefined, { run, truth, ...options }: Options): Promise<number> {
  if (run !== undefined && predictions === undefined) {
    return (await import('./score/score-run.ts')).scoreRun({ ...options, run });
  }
  if (predictions !== undefined && truth !== undefined && options.oracle === undefined) {
    return (await import('./score/score-files.ts')).scoreFiles(predictions, { ...options, truth });
  }
  throw new HarnessError(
    'E_USAGE',
    'expected <predictions> and --truth <file>, or --run <run> and perhaps --oracle <run>',
  );
}

function imageSize(text: string): ScoreOptions['imageSize'] {
  const match = /^(\d+)x(\d+)$/.exec(text);
  if (match && Number(match[1]) > 0 && Number(match[2]) > 0)
    return { widthPx: Number(match[1]), heightPx: Number(match[2]) };
  throw new InvalidArgumentError('expected a size in pixels, as 640x480.');
}
