import { countsOfRun, type Gate, judge, plannedPairs, rulesForm, sideOfRun } from '../../../reports/gate/index.ts';
import { HarnessError } from '../../errors.ts';
import type { RecordedRun } from '../../run/find-run.ts';
import type { GateOptions } from './options.ts';
import { publish } from './publish.ts';
import { type ReadRules, readRules } from './read-rules.ts';
import { type BaselineSide, readBaseline, readRun, recordedOf } from './read-side.ts';

/** Judges a run from its records, and gives the exit code of the verdict. */
export async function gateRun(name: string, options: GateOptions): Promise<number> {
  const gate = await judged(await readRun(name), options);
  await publish(gate, options);
  return gate.exitCode;
}

/** By the rules and the baseline in its manifest, unless others are named. */
export async function judged(run: RecordedRun, options: Pick<GateOptions, 'baseline' | 'rules'>): Promise<Gate> {
  const written = run.manifest.gate ?? null;
  const from = options.baseline ?? written?.baseline;
  if (from === undefined) {
    throw new HarnessError('E_USAGE', 'expected --baseline with a file of harness baseline bless or a run, got none');
  }
  const baseline = await readBaseline(from);
  const { rules, source, digest } = await rulesOf(run, options.rules, baseline);
  const writtenBefore = written?.digest === digest && written.baselineDigest === baseline.digest;
  const recorded = recordedOf(run);
  const counts = countsOfRun(recorded);
  return judge({ run: sideOfRun(recorded), counts, baseline, rules: { source, digest, writtenBefore, rules } });
}

async function rulesOf(run: RecordedRun, file: string | undefined, baseline: BaselineSide): Promise<ReadRules> {
  const written = run.manifest.gate;
  if (written && file === undefined) return { ...written, rules: rulesForm.parse(written.rules) };
  return readRules(file, baseline, plannedPairs(baseline.entries, baseline.entries));
}
