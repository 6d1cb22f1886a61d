import type { Command } from 'commander';
import type { ChaosOptions } from './chaos/chaos.ts';
import { collect, jsonOption, requireSuite, simulatorOption, suiteOption, wholeNumber } from './options.ts';

const EXAMPLES = `
Every fault is tried on a run of the suite of its own, by real processes that speak the real protocols, and the run is then
held to what docs/design.md promises of any run (docs/reliability.md says what each fault costs and what to do).

Examples:
  harness chaos --suite smoke
  harness chaos --suite smoke --only policy
  harness chaos --suite smoke --kills 100 --seed 1     kill -9 at 100 random moments, and no other fault
  harness chaos --suite smoke --script faults.yaml     faults of your own

Exit codes: 0 every invariant held, 1 one was broken, 2 bad input, 4 a run without a fault does not end well here.`;

export function register(program: Command): void {
  program
    .command('chaos')
    .description('break simulator, policy and machine in every known way, and see that no number changes')
    .addOption(suiteOption())
    .hook('preAction', requireSuite)
    .addOption(simulatorOption())
    .option('--seed <n>', 'decides the moments of --kills', wholeNumber(0, 2 ** 31 - 1), 0)
    .option(
      '--kills <n>',
      'kill -9 harness, simulator or policy so many times at random moments, in place of the table',
      wholeNumber(1),
    )
    .option('--only <text>', 'only faults whose group or name has this in it (repeatable)', collect, [])
    .option('--script <file>', 'one run under the faults of a YAML file, in place of the table')
    .option('--episodes <n>', 'replicates of each condition', wholeNumber(1), 1)
    .option('--workers <n>', 'episodes at a time', wholeNumber(1, 64), 2)
    .option('--list', 'print the faults and try none', false)
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (options: ChaosOptions) => {
      const { chaos } = await import('./chaos/chaos.ts');
      process.exitCode = await chaos(options);
    });
}
