import { counted } from '../../counted.ts';
import { EXIT } from '../../errors.ts';
import type { BadLine } from '../../record/audit.ts';
import { settledIds } from '../../run/settled.ts';
import { type Audited, audited } from './audited.ts';

interface Verified {
  readonly file: string;
  readonly attempts: number;
  readonly unsealed: number;
  readonly torn: boolean;
  readonly planned: number;
  /** Episodes with an outcome for good. */
  readonly settled: number;
  readonly bad: readonly Omit<BadLine, 'text'>[];
}

/** Prints what the log holds; 2 when a line of it cannot be counted. */
export async function verify(run: string, { json }: { readonly json: boolean }): Promise<number> {
  const verified = verifiedOf(await audited(run));
  process.stdout.write(json ? `${JSON.stringify(verified, null, 2)}\n` : textOf(verified));
  return verified.bad.length > 0 ? EXIT.usage : EXIT.done;
}

function verifiedOf({ folder, plan, audit }: Audited): Verified {
  const records = audit.good.map(({ record }) => record);
  return {
    file: folder.episodesFile,
    attempts: records.length,
    unsealed: audit.unsealed,
    torn: audit.torn,
    planned: plan.length,
    settled: settledIds(records).size,
    bad: audit.bad.map(({ line, problem }) => ({ line, problem })),
  };
}

function textOf({ file, attempts, unsealed, torn, planned, settled, bad }: Verified): string {
  return [
    ...bad.map(({ line, problem }) => `${file}:${line}:1: ${problem}`),
    `${counted(attempts, 'attempt')} can be counted, ${bad.length} cannot; ${settled} of ${counted(planned, 'planned episode')} settled`,
    ...(unsealed > 0 ? [`${counted(unsealed, 'line')} without a check: written by an earlier release or by hand`] : []),
    ...(torn ? ['the last line is torn: its writer died in the middle of it; the next run drops it'] : []),
    ...(bad.length > 0
      ? ['harness log repair puts them aside, and the same harness run runs their episodes again']
      : []),
    '',
  ].join('\n');
}
