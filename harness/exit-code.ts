import { CommanderError } from 'commander';
import { EXIT, HarnessError } from './errors.ts';

/** A bug of ours: none of the codes that say something about a run (BSD sysexits, EX_SOFTWARE). */
const BUG = 70;

/** What the user can mend; every other code is trouble of the infrastructure, which leaves a run without its data. */
const USER_CODES: ReadonlySet<string> = new Set([
  'E_SCENARIO',
  'E_SUITE',
  'E_LIBRARY',
  'E_FACTOR',
  'E_POLICY',
  'E_SERVE',
  'E_SIMULATOR',
  'E_USAGE',
  'E_INPUT',
  'E_OUTPUT',
  'E_LOCKED',
  'E_RUN',
  'E_RECORDS',
  'E_PYTHON',
  'E_RULES',
  'E_WORKER',
  'E_SCRIPT',
]);

/** Exit code of a command that ended with an error (docs/design.md, section 9). */
export function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
  if (!(error instanceof HarnessError)) return BUG;
  return USER_CODES.has(error.code) ? EXIT.usage : EXIT.noData;
}
