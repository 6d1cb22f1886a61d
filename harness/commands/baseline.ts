import type { Command } from 'commander';
import type { BlessOptions } from './baseline/options.ts';

const EXAMPLES = `
Examples:
  harness baseline bless latest --by alice
  harness baseline bless runs/good --out baselines/ood.json --replace`;

export function register(program: Command): void {
  program
    .command('baseline')
    .description('what later runs are judged against')
    .command('bless')
    .description('write a small file of how a run ended, to be committed, for harness gate --baseline')
    .argument('<run>', 'run folder, its name under runs/, or "latest"')
    .option('--out <file>', 'where to', 'baseline.json')
    .option('--by <name>', 'who says so (default: $GITHUB_ACTOR or $USER)')
    .option('--replace', 'overwrite the file if there is one', false)
    .option('--allow-incomplete', 'also with infrastructure errors or episodes not run', false)
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .action(async (run: string, options: BlessOptions) => {
      const { bless } = await import('./baseline/bless.ts');
      await bless(run, options);
    });
}
