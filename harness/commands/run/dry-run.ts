import { type Outlet, renderPlan, terminalOf } from '../../../reports/index.ts';
import { EXIT } from '../../errors.ts';
import type { SimulatorHost } from '../../simulator/host.ts';
import { RUNS_HOME } from '../options.ts';
import { expectedTime } from './expected-time.ts';
import type { RunOptions } from './options.ts';
import type { Prepared } from './prepare.ts';

/** Prints what a run would do, and runs nothing. */
export async function dryRun(
  prepared: Prepared,
  options: RunOptions,
  host: SimulatorHost,
  outlet: Outlet,
): Promise<number> {
  const expected = await expectedTime(prepared, options, host, RUNS_HOME);
  const view = {
    suite: options.suite,
    policy: options.policy,
    conditions: prepared.share.conditions,
    unsupported: prepared.unsupported.map(({ condition, reason }) => ({ ...condition, reason })),
    expected,
  };
  outlet.stdout.write(
    options.json
      ? `${JSON.stringify(view, null, 2)}\n`
      : renderPlan(view, terminalOf(outlet.stdout, outlet.environment)),
  );
  return EXIT.done;
}
