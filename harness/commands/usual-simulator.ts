import type { Command } from 'commander';
import { loadLibrary } from '../library/load.ts';
import { readSuite } from '../scenario/suite.ts';

interface Choice {
  readonly suite: string;
  readonly simulator: string;
}

/** Without `--simulator` the worlds of a suite come from the simulator that has them. @throws HarnessError E_SUITE */
export function usualSimulator({ suite, simulator }: Choice, command: Command): string {
  if (command.getOptionValueSource('simulator') !== 'default') return simulator;
  const { scenarios } = readSuite(suite, loadLibrary()).suite;
  return scenarios[0]?.conditions[0]?.setup.foreign?.simulator ?? simulator;
}
