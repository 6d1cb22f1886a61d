import { availableParallelism } from 'node:os';
import type { Command } from 'commander';
import type { DatasetOptions } from './dataset/make-dataset.ts';
import { jsonOption, simulatorOption, suiteOption, wholeNumber } from './options.ts';

const MOST_SCENES = 1_000_000;
const MAX_WORKERS = 256;
const MAX_DEFAULT_WORKERS = 8;

export function register(program: Command): void {
  program
    .command('dataset')
    .description(
      'make training data: pictures, instructions, four-step reasoning from ground truth and answers, split into train, val and ood; the same command again goes on where it stopped',
    )
    .requiredOption('--scenes <n>', 'scenes to build; up to six samples each', wholeNumber(1, MOST_SCENES))
    .requiredOption('--out <folder>', 'folder of the data set')
    .addOption(suiteOption())
    .option('--seed <n>', 'another one draws other scenes', wholeNumber(0), 0)
    .option(
      '--workers <n>',
      'scenes at a time, each with a simulator of its own',
      wholeNumber(1, MAX_WORKERS),
      Math.min(MAX_DEFAULT_WORKERS, availableParallelism()),
    )
    .option('--force', 'make it anew where the folder holds a data set', false)
    .addOption(simulatorOption())
    .addOption(jsonOption())
    .action(async (options: DatasetOptions) => {
      const { makeDataset } = await import('./dataset/make-dataset.ts');
      process.exitCode = await makeDataset(options);
    });
}
