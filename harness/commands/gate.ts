import type { Command } from 'commander';
import type { GateOptions } from './gate/options.ts';
import { jsonOption, wholeNumber } from './options.ts';

const EXAMPLES = `
Examples:
  harness baseline bless latest --out baseline.json
  harness gate latest --baseline baseline.json
  harness gate runs/new --baseline runs/old --rules gate.yaml --junit gate.xml
  harness gate --print-rules > gate.yaml
  harness gate --self-test --baseline baseline.json --rules gate.yaml

Exit codes: 0 pass, 1 regression, 2 bad input, 3 inconclusive, 4 invalid. docs/gate.md explains the rules.`;

export function register(program: Command): void {
  program
    .command('gate')
    .description('judge a run against a baseline by rules: pass, regression, inconclusive or invalid, as an exit code')
    .argument('[run]', 'run folder, its name under runs/, or "latest"')
    .option('--baseline <file|run>', 'file of harness baseline bless, or a run')
    .option('--rules <file>', 'rules in YAML (default: no loss of 15 points, nominal and all)')
    .option('--junit <file>', 'write the verdict as JUnit')
    .option(
      '--markdown <file>',
      'write the verdict as Markdown (also appended to $GITHUB_STEP_SUMMARY where it is set)',
    )
    .option('--print-rules', 'print the default rules as a file to start from', false)
    .option('--self-test', 'how often would the gate find a regression where there is none? from the records', false)
    .option('--draws <n>', 'of the self-test', wholeNumber(10, 100_000), 500)
    .option('--seed <n>', 'of the self-test', wholeNumber(0), 0)
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (run: string | undefined, options: GateOptions) => {
      const { gateCommand } = await import('./gate/gate-command.ts');
      process.exitCode = await gateCommand(run, options);
    });
}
