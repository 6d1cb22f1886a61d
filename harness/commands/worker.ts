import { type Command, Option } from 'commander';
import { patienceOption, policyMapOption, queueOption, wholeNumber, withPolicyMap } from './options.ts';
import type { WorkerOptions } from './worker/work-suite.ts';

const MAX_WORKERS = 256;

const EXAMPLES = `
Examples:
  harness run --suite ood --policy openpi@ws://gpu:8000 --queue redis://head:6379     (once, owns the run folder)
  harness worker --queue redis://head:6379 --workers 8                                (on as many machines as you like)`;

export function register(program: Command): void {
  program
    .command('worker')
    .description('run episodes that harness run --queue has put on a queue, until that run is over')
    .addOption(queueOption().makeOptionMandatory())
    .addOption(
      new Option('--workers <n>', 'episodes at a time, each with a simulator of its own')
        .argParser(wholeNumber(1, MAX_WORKERS))
        .default(1),
    )
    .option('--policy <name>', 'the policy as it is reached from here (default: as the run names it)')
    .addOption(policyMapOption())
    .option('--simulator <name|address>', 'simulator (default: as the run names it)')
    .addOption(patienceOption(600, 'a run, for its results to be taken, and for Redis'))
    .addHelpText('after', EXAMPLES)
    .action(async ({ policy, policyMap, ...options }: WorkerOptions & { readonly policyMap?: string }) => {
      const { workSuite } = await import('./worker/work-suite.ts');
      process.exitCode = await workSuite({
        ...options,
        ...(policy === undefined ? {} : { policy: withPolicyMap(policy, policyMap) }),
      });
    });
}
