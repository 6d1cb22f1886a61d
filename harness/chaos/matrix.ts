/** The whole table of faults, tried one after another against clean runs of the same plan. */

import { HarnessError } from '../errors.ts';
import type { EpisodeRecord } from '../types.ts';
import type { Case, Policy, Reference, Row, Scripted } from './case.ts';
import { HOST_CASES } from './cases/host.ts';
import { POLICY_FAULTS } from './cases/policy.ts';
import { SIMULATOR_FAULTS } from './cases/simulator.ts';
import { GOAL_CASES, WORLD_FAULTS } from './cases/worlds.ts';
import { lastLine, runScripted } from './scripted.ts';
import { type Setting, Stage } from './stage.ts';

const scripted = (group: Case['group'], faults: readonly Scripted[]): readonly Case[] =>
  faults.map((each) => ({
    fault: each.fault,
    group,
    against: [each.policy],
    run: (reference) => runScripted(each, reference),
  }));

export const CASES: readonly Case[] = [
  ...scripted('simulator', SIMULATOR_FAULTS),
  ...scripted('policy', POLICY_FAULTS),
  ...scripted('world', WORLD_FAULTS),
  ...GOAL_CASES,
  ...HOST_CASES,
];

/** Runs the plan with these policies and no fault. @throws HarnessError E_CHAOS where that fails already */
export async function referenceOf(setting: Setting, policies: ReadonlySet<Policy>): Promise<Reference> {
  const clean: Partial<Record<Policy, readonly EpisodeRecord[]>> = {};
  let cleanSec = 0;
  for (const policy of policies) {
    const { rows, sec } = await cleanRun(setting, policy);
    clean[policy] = rows;
    cleanSec = sec;
  }
  return { setting, clean, cleanSec };
}

async function cleanRun(setting: Setting, policy: Policy): Promise<{ rows: readonly EpisodeRecord[]; sec: number }> {
  const stage = new Stage(setting);
  try {
    const { code, stderr, wallSec } = await stage.run([
      '--policy',
      policy === 'oracle' ? 'oracle' : stage.scriptedPolicy,
    ]);
    const rows = await stage.rows();
    if (code === 0 && rows.length > 0) return { rows, sec: wallSec };
    throw new HarnessError('E_CHAOS', `expected a run without a fault to end with 0, got ${code}: ${lastLine(stderr)}`);
  } finally {
    stage.remove();
  }
}

/** One row; a case that cannot go on is a broken one. */
export async function tried(each: Case, reference: Reference): Promise<Row> {
  const startedMs = performance.now();
  const { fault, group } = each;
  const seen = await each.run(reference).catch((error: unknown) => ({
    outcome: 'could not be tried',
    lostAttempts: 0,
    lostEpisodes: 0,
    recoveredSec: null,
    broken: [error instanceof Error ? error.message : String(error)],
  }));
  return { fault, group, ...seen, wallSec: (performance.now() - startedMs) / 1000 };
}
