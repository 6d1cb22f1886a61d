import type { Command } from 'commander';
import { jsonOption, wholeNumber } from './options.ts';

const EXAMPLES = `
What can be compared:
  a run                 its folder, its name under runs/, or "latest"
  eval_info.json        of LeRobot, or the folder that holds it
  a folder or .json     of vla-eval results
  a .csv                columns policy, scenario, seed, success; if wanted condition, or factor and level, and replicate
  paper:vla-r1/table2   published rates with the intervals that their episodes imply: beside, never paired

Examples:
  harness compare runs/old runs/new
  harness compare runs/baseline runs/once runs/grounding --out comparison
  harness compare latest paper:vla-r1/table2
  harness compare results.csv --json
  harness compare --simulators runs/pybullet runs/mujoco

The first is the one that the others are compared against. Exit codes: 0 compared, 2 bad input or not comparable, 4 no pairs or no data.`;

const MOST_REPLAYS = 100;

export function register(program: Command): void {
  program
    .command('compare')
    .description('policies on the same episodes: who is better, by how much, where, or that the data cannot tell')
    .argument('<results...>', 'runs, or results of others (see below); two policies or more')
    .option('--out <folder>', 'write compare.html, .md, .csv, .tex and .json there')
    .option(
      '--replays <n>',
      'episodes that ended differently to draw side by side in the HTML',
      wholeNumber(0, MOST_REPLAYS),
      8,
    )
    .option('--allow-different', 'compare what is not comparable, and label every field that differs')
    .option('--simulators', 'runs of one plan in two simulators: how far their rates and orders agree')
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (names: string[], options: import('./compare/options.ts').CompareOptions) => {
      if (options.simulators) {
        const { acrossSimulators } = await import('./compare/across-simulators.ts');
        process.exitCode = await acrossSimulators(names, options);
        return;
      }
      const { compareResults } = await import('./compare/compare-results.ts');
      process.exitCode = await compareResults(names, options);
    });
}
