import { writeFileSync } from 'node:fs';
import { DEFAULT_RULES } from '../../reports/gate/rules.ts';
import type { Gate, Verdict } from '../../reports/schema/gate.ts';

const EXIT_CODES = { pass: 0, regression: 1, inconclusive: 3, invalid: 4 } as const;
const COUNTS = { planned: 0, success: 0, failure: 0, infraError: 0, invalid: 0, notRun: 0 };

/** What `harness gate --json` says of a run, without the checks that led to it. */
export function writeGate(file: string, verdict: Verdict, reason: string, run: Gate['run']): string {
  const gate: Gate = {
    schemaVersion: 1,
    verdict,
    exitCode: EXIT_CODES[verdict],
    reasons: [reason],
    run,
    baseline: { ...run, runId: 'blessed', blessedAt: null, blessedBy: null, digest: 'baseline' },
    rules: {
      source: 'gate.yaml',
      digest: 'rules',
      writtenBefore: false,
      rules: DEFAULT_RULES,
    },
    looks: { at: 1, of: 1, stopped: false },
    counts: COUNTS,
    pairs: 0,
    nonPairs: {},
    differences: [],
    checks: [],
  };
  writeFileSync(file, `${JSON.stringify(gate, null, 2)}\n`);
  return file;
}
