import { plannedPairs, selfTest, sideOfRun } from '../../../reports/gate/index.ts';
import { percent } from '../../../reports/numbers.ts';
import { EXIT, HarnessError } from '../../errors.ts';
import type { GateOptions } from './options.ts';
import { readRules } from './read-rules.ts';
import { readBaseline, readRun, recordedOf } from './read-side.ts';

/** Prints how often the gate would find a regression where there is none. */
export async function selfTestCommand(name: string | undefined, options: GateOptions): Promise<number> {
  if (options.baseline === undefined) throw new HarnessError('E_USAGE', 'expected --baseline, got none');
  const baseline = await readBaseline(options.baseline);
  const planned = plannedPairs(baseline.entries, baseline.entries);
  if (planned.length === 0)
    throw new HarnessError('E_INPUT', `no data: the baseline ${options.baseline} has no valid episode`);
  const { rules, digest, source } = await readRules(options.rules, baseline, planned);
  const run = name === undefined ? null : sideOfRun(recordedOf(await readRun(name))).entries;
  const { draws, seed } = options;
  const once = selfTest(rules, baseline.entries, run, { draws, seed, live: false });
  const looked = rules.looks > 1 ? selfTest(rules, baseline.entries, run, { draws, seed, live: true }) : null;
  if (options.json) {
    process.stdout.write(
      `${JSON.stringify({ rules: { source, digest, alpha: rules.alpha }, once, looks: looked }, null, 2)}\n`,
    );
    return EXIT.done;
  }
  const lines = [once, ...(looked ? [looked] : [])].map(
    ({ falseAlarms, interval: { low, high }, verdicts }, i) =>
      `  ${i === 0 ? 'one look' : `${rules.looks} looks`}  false alarms ${percent(falseAlarms, 1)} [${percent(low, 1)}, ${percent(high, 1)}]  ` +
      `regression ${verdicts.regression}, inconclusive ${verdicts.inconclusive}, pass ${verdicts.pass} of ${draws} draws`,
  );
  const head = `  A/A test of the gate: ${once.how}; seed ${seed}; at most ${percent(rules.alpha / 2, 1)} is asked for (alpha ${rules.alpha}, two-sided)`;
  process.stdout.write(`\n${head}\n\n${lines.join('\n')}\n`);
  return EXIT.done;
}
