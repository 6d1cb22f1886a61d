import { access } from 'node:fs/promises';
import { type Baseline, baselineText, blessed } from '../../../reports/gate/index.ts';
import { HarnessError } from '../../errors.ts';
import { writeWhole } from '../../record/write-whole.ts';
import { readRun, recordedOf } from '../gate/read-side.ts';
import { atChosenPlace } from '../output-file.ts';
import type { BlessOptions } from './options.ts';

/** Writes a run down as a baseline. */
export async function bless(name: string, { out, by, replace, allowIncomplete }: BlessOptions): Promise<void> {
  const run = await readRun(name);
  const who = by ?? process.env.GITHUB_ACTOR ?? process.env.USER ?? null;
  const baseline = blessed(recordedOf(run), who, new Date().toISOString());
  requireComplete(baseline.counts, allowIncomplete);
  if (!replace && (await exists(out))) {
    throw new HarnessError('E_OUTPUT', `${out} is there already: expected a new file, or --replace`);
  }
  await atChosenPlace(out, () => writeWhole(out, baselineText(baseline)));
  const { success, failure, infraError, invalid, notRun, planned } = baseline.counts;
  process.stdout.write(
    `blessed ${baseline.runId} (${baseline.policy.name} on ${baseline.setting.suite}) as ${out}: ${planned} planned = ` +
      `${success} success + ${failure} failure + ${infraError} infra error + ${invalid} invalid + ${notRun} not run\n`,
  );
}

function requireComplete(counts: Baseline['counts'], allowed: boolean): void {
  if (counts.success + counts.failure === 0) {
    throw new HarnessError('E_INPUT', 'no data: expected a run with a valid episode, got none');
  }
  if (allowed || counts.infraError + counts.notRun === 0) return;
  const got = `${counts.notRun} not run and ${counts.infraError} infrastructure errors of ${counts.planned}`;
  throw new HarnessError('E_INPUT', `expected a run with an outcome for every episode, got ${got}`, {
    hint: 'repeat the command that made the run, or bless it all the same with --allow-incomplete',
  });
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
