import { type Command, InvalidArgumentError, Option } from 'commander';

/** Where runs live unless `--out` says otherwise. */
export const RUNS_HOME = 'runs';

/** Parses a whole number from `least` to `most`; commander turns the refusal into one line. */
export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most) return value;
    const valid = most < Number.MAX_SAFE_INTEGER || value > most ? `from ${least} to ${most}` : `of at least ${least}`;
    throw new InvalidArgumentError(`expected a whole number ${valid}.`);
  };
}

/** Parses a TCP port; 0 is a free one. */
export function portNumber(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value <= 65535) return value;
  throw new InvalidArgumentError('expected a port from 0 to 65535.');
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

export const policyMapOption = (): Option =>
  new Option(
    '--policy-map <file|name>',
    'what the inputs and outputs of a model that answers with actions mean (harness list policy-maps)',
  );

/** `--policy-map` is the policy's option `map`, so that one text names the policy with all that it was told. */
export function withPolicyMap(policy: string, map: string | undefined): string {
  if (map === undefined) return policy;
  return `${policy}${policy.includes('?') ? '&' : '?'}map=${encodeURIComponent(map).replaceAll('%2F', '/')}`;
}

export const robotOption = (): Option =>
  new Option('--robot <name>', 'this robot instead of the one that each scenario names (harness list robots)');

export const simulatorOption = (): Option =>
  new Option(
    '--simulator <name|address>',
    'simulator: pybullet, mujoco, libero, isaaclab, or the address of a bridge (ws://host:port)',
  ).default('pybullet');

export const rendererOption = (): Option =>
  new Option(
    '--renderer <name>',
    'who draws what policies see: harness (also harness?antialias=2, harness?threads=1) or simulator (default: harness where it can)',
  );

export const jsonOption = (): Option => new Option('--json', 'print JSON on standard output and nothing else there');

export const queueOption = (): Option =>
  new Option(
    '--queue <address>',
    'redis://host:port/name, where episodes wait for workers on any machine (docs/scale.md)',
  );

/** Longest wait, in seconds, for what is to come over a queue. */
export const patienceOption = (sec: number, forWhat: string): Option =>
  new Option('--patience <sec>', `longest wait for ${forWhat}`).argParser(wholeNumber(1)).default(sec);
