import type { Command } from 'commander';
import {
  collect,
  rendererOption,
  requireSuite,
  robotOption,
  simulatorOption,
  suiteOption,
  wholeNumber,
} from './options.ts';
import type { RolloutOptions } from './rollout/options.ts';

export function register(program: Command): void {
  program
    .command('rollout')
    .description(
      'ask a reasoner several times about each first picture of a suite: answers, rewards and advantages as JSON lines for trainers',
    )
    .addOption(suiteOption())
    .hook('preAction', requireSuite)
    .requiredOption('--policy <name>', 'reasoner: vla-r1@url, openai@url?model=NAME&temperature=0.7, ...')
    .option('--group <n>', 'answers to each prompt', wholeNumber(1), 5)
    .option('--execute', 'carry each answer out from the identical start, and record how that ended', false)
    .addOption(robotOption())
    .addOption(simulatorOption())
    .addOption(rendererOption())
    .option('--scenario <id>', 'only this scenario (repeatable)', collect, [])
    .option('--factor <name>', 'only this factor, beside nominal (repeatable)', collect, [])
    .option('--level <name>', 'only this level, beside nominal (repeatable)', collect, [])
    .option('--episodes <n>', 'prompts of each condition (default: what each scenario says)', wholeNumber(1))
    .option('--seed <n>', 'run seed: another one draws other scenes', wholeNumber(0), 0)
    .option('--inference-timeout <sec>', 'with --execute: a policy that answers later has failed', wholeNumber(1), 120)
    .requiredOption('--out <file>', 'JSON lines; pictures go into images/ beside it')
    .action(async (options: RolloutOptions) => {
      const { rolloutSuite } = await import('./rollout/rollout-suite.ts');
      process.exitCode = await rolloutSuite(options);
    });
}
