import { HarnessError } from '../harness/errors.ts';
import { Json } from './live/json.ts';
import { Lines } from './live/lines.ts';
import { silent } from './live/silent.ts';
import { Tty } from './live/tty.ts';
import type { Outlet, Reporter } from './reporter.ts';
import { isInteractive } from './terminal/terminal.ts';

/** Ways to follow a run, by name. */
export const reporters: Readonly<Record<string, (outlet: Outlet) => Reporter>> = {
  tty: (outlet) => new Tty(outlet),
  lines: (outlet) => new Lines(outlet),
  json: (outlet) => new Json(outlet),
  silent,
};

/** The live view where a person looks on, else a line now and then. */
export const fittingReporter = ({ stderr, environment }: Outlet): 'tty' | 'lines' =>
  isInteractive(stderr, environment) ? 'tty' : 'lines';

/** @throws HarnessError `E_USAGE` for a name that is not in the table. */
export function createReporter(name: string, outlet: Outlet): Reporter {
  const create = Object.hasOwn(reporters, name) ? reporters[name] : undefined;
  if (create) return create(outlet);
  const known = Object.keys(reporters).join(', ');
  throw new HarnessError('E_USAGE', `expected a reporter, one of ${known}; got ${JSON.stringify(name)}`);
}
