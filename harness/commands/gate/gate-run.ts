import { countsOfRun, judge, plannedPairs, rulesForm, sideOfRun } from '../../../reports/gate/index.ts';
import { HarnessError } from '../../errors.ts';
import type { GateOptions } from './options.ts';
import { publish } from './publish.ts';
import { readRules } from './read-rules.ts';
import { readBaseline, readRun, recordedOf } from './read-side.ts';

/** Judges a run from its records, and gives the exit code of the verdict. */
export async function gateRun(name: string, options: GateOptions): Promise<number> {
  const run = await readRun(name);
  const recorded = recordedOf(run);
  const written = run.manifest.gate ?? null;
  const from = options.baseline ?? written?.baseline;
  if (from === undefined) {
    throw new HarnessError('E_USAGE', 'expected --baseline with a file of harness baseline bless or a run, got none');
  }
  const baseline = await readBaseline(from);
  const side = sideOfRun(recorded);
  const read =
    written && options.rules === undefined
      ? { ...written, rules: rulesForm.parse(written.rules) }
      : await readRules(options.rules, baseline, plannedPairs(baseline.entries, baseline.entries));
  const writtenBefore =
    written !== null && written.digest === read.digest && written.baselineDigest === baseline.digest;
  const { rules, source, digest } = read;
  const gate = judge({
    run: side,
    counts: countsOfRun(recorded),
    baseline,
    rules: { source, digest, writtenBefore, rules },
  });
  await publish(gate, options);
  return gate.exitCode;
}
