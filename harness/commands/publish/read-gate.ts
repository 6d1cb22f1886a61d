import { type Gate, gateSchema } from '../../../reports/site/index.ts';
import { HarnessError } from '../../errors.ts';
import { checked } from '../../record/checked.ts';
import { readJson } from '../../record/folder.ts';
import type { RecordedRun } from '../../run/find-run.ts';

/**
 * The verdict on a run: from the file that was named, else from its folder, where a run with --gate leaves it.
 * @throws HarnessError E_INPUT for a named file that is missing or speaks of another run
 */
export async function readGate(named: string | undefined, { folder, manifest }: RecordedRun): Promise<Gate | null> {
  const file = named ?? folder.gateFile;
  const found = await readJson<unknown>(file);
  const location = { file, line: 1, column: 1 };
  if (found === null && named === undefined) return null;
  if (found === null) {
    throw new HarnessError('E_INPUT', `expected what harness gate --json printed in ${file}, got no such file`);
  }
  const gate = checked(gateSchema, found, location);
  const { runId, policy } = gate.run;
  if (runId === manifest.runId && policy.fingerprint === manifest.policy.fingerprint) return gate;
  throw new HarnessError(
    'E_INPUT',
    `expected a verdict on run ${manifest.runId}, policy ${manifest.policy.fingerprint}; got one on ${runId}, policy ${policy.fingerprint}`,
    { location },
  );
}
