import { type Command, InvalidArgumentError, Option } from 'commander';

/** Where runs live unless `--out` says otherwise. */
export const RUNS_HOME = 'runs';

/** Parses a whole number of at least `least`; commander turns the refusal into one line. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (Number.isInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`expected a whole number of at least ${least}.`);
  };
}

export const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

export const suiteOption = (): Option =>
  new Option('--suite <name|path>', 'suite: a name (harness list suites), a folder of scenarios or one file');

/** A hook, and not commander's `requiredOption`, which complains of the missing one before it looks at a misspelt `--suit`. */
export function requireSuite(command: Command): void {
  if (command.opts<{ suite?: string }>().suite !== undefined) return;
  command.error(`error: required option '${suiteOption().flags}' not specified`, { code: MISSING });
}

const MISSING = 'commander.missingMandatoryOptionValue';

export const simulatorOption = (): Option =>
  new Option('--simulator <name|address>', 'simulator: pybullet, or the address of a bridge (ws://host:port)').default(
    'pybullet',
  );

export const jsonOption = (): Option => new Option('--json', 'print JSON on standard output and nothing else there');
