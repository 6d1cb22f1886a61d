import { Argument, type Command } from 'commander';
import { EXIT } from '../errors.ts';
import { robotOption, wholeNumber } from './options.ts';
import type { ValidateOptions } from './validate/validate-suites.ts';

export function register(program: Command): void {
  program
    .command('validate')
    .description(
      'check scenarios: keys and values, reach, overlap, step budgets; with --simulator also that every scene settles',
    )
    .addArgument(new Argument('[suites...]', 'names or paths (default: every suite that comes with the harness)'))
    .option(
      '--suite <name|path>',
      'the same as an argument',
      (value: string, before: string[]) => [...before, value],
      [] as string[],
    )
    .option('--seed <n>', 'run seed whose scenes are drawn', wholeNumber(0), 0)
    .addOption(robotOption())
    .option('--simulator <name|address>', 'also build scenes there: pybullet, mujoco, libero, or ws://host:port')
    .option('--episodes <n>', 'scenes of each condition to build in the simulator', wholeNumber(1), 2)
    .action(async (suites: string[], options: ValidateOptions & { suite: string[] }) => {
      const { validateSuites } = await import('./validate/validate-suites.ts');
      process.exitCode = (await validateSuites([...suites, ...options.suite], options)) ? EXIT.done : EXIT.usage;
    });
}
