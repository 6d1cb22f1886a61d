import type { Command } from 'commander';
import { jsonOption } from './options.ts';

const RUN = 'run folder, its name under runs/, or "latest"';

const EXAMPLES = `
Examples:
  harness log verify latest
  harness log repair runs/night
  harness log merge runs/big/shard-* --out runs/big/whole`;

export function register(program: Command): void {
  const log = program
    .command('log')
    .description('the records of a run: check them, put damaged lines aside, join the shards of a run')
    .addHelpText('after', EXAMPLES);
  log
    .command('verify')
    .description('read every line of a run’s log and say what is damaged; changes nothing')
    .argument('<run>', RUN)
    .addOption(jsonOption())
    .action(async (run: string, options: { readonly json: boolean }) => {
      const { verify } = await import('./log/verify.ts');
      process.exitCode = await verify(run, options);
    });
  log
    .command('repair')
    .description('put damaged lines aside; the same `harness run` then runs their episodes again')
    .argument('<run>', RUN)
    .action(async (run: string) => {
      const { repair } = await import('./log/repair.ts');
      await repair(run);
    });
  log
    .command('merge')
    .description('join the shards of one run (harness run --shard) into the run that one machine would have made')
    .argument('<shards...>', 'their run folders')
    .requiredOption('--out <folder>', 'a new run folder')
    .option('--partial', 'also with shards that are missing or not finished', false)
    .action(async (shards: readonly string[], options: { readonly out: string; readonly partial: boolean }) => {
      const { merge } = await import('./log/merge.ts');
      process.exitCode = await merge(shards, options);
    });
  for (const command of log.commands) command.exitOverride();
}
