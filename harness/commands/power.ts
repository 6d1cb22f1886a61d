import { type Command, InvalidArgumentError } from 'commander';
import { jsonOption, wholeNumber } from './options.ts';
import type { PowerOptions } from './power/options.ts';

const EXAMPLES = `
Examples:
  harness power --baseline baseline.json --margin 0.1
  harness power --rate 0.8 --episodes 100`;

export function register(program: Command): void {
  program
    .command('power')
    .description('how many episodes it takes to see a difference, and which difference so many can show')
    .option('--baseline <file|run>', 'takes the success rate and the number of seeds from it')
    .option('--rate <fraction>', 'success rate to differ from, without a baseline (default: 0.8)', fraction)
    .option(
      '--episodes <n>',
      "independent pairs, or episodes of each arm (default: the baseline's nominal ones)",
      wholeNumber(1),
    )
    .option('--margin <fraction>', 'difference that matters', fraction, 0.15)
    .option('--alpha <fraction>', 'error, two-sided', fraction, 0.05)
    .option('--power <fraction>', 'chance to see the difference where it is', fraction, 0.8)
    .addOption(jsonOption())
    .addHelpText('after', EXAMPLES)
    .action(async (options: PowerOptions) => {
      const { power } = await import('./power/power.ts');
      await power(options);
    });
}

function fraction(text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value > 0 && value < 1) return value;
  throw new InvalidArgumentError('expected a fraction between 0 and 1.');
}
