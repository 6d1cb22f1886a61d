import { DEFAULT_RULES_TEXT } from '../../../reports/gate/index.ts';
import { EXIT, HarnessError } from '../../errors.ts';
import { gateRun } from './gate-run.ts';
import type { GateOptions } from './options.ts';
import { selfTestCommand } from './self-test.ts';

/** One of three things: print rules, test the gate itself, judge a run. */
export async function gateCommand(run: string | undefined, options: GateOptions): Promise<number> {
  if (options.printRules) {
    process.stdout.write(DEFAULT_RULES_TEXT);
    return EXIT.done;
  }
  if (options.selfTest) return selfTestCommand(run, options);
  if (run !== undefined) return gateRun(run, options);
  throw new HarnessError('E_USAGE', 'expected a run to judge, got none', {
    hint: 'harness gate latest --baseline ...',
  });
}
