import { InvalidArgumentError, Option } from 'commander';

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

/** Parses a TCP port; 0 is a free one. */
export function portNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65535) return value;
  throw new InvalidArgumentError('expected a port from 0 to 65535.');
}

export const collect = (value: string, before: readonly string[] = []): string[] => [...before, value];

export const simulatorOption = (): Option =>
  new Option('--simulator <name|address>', 'simulator: pybullet, or the address of a bridge (ws://host:port)').default(
    'pybullet',
  );

export const rendererOption = (): Option =>
  new Option(
    '--renderer <name>',
    'who draws what policies see: harness (also harness?antialias=2) or simulator (default: harness where it can)',
  );

export const jsonOption = (): Option => new Option('--json', 'print JSON on standard output and nothing else there');
