import { appendFile } from 'node:fs/promises';
import { counted } from '../../counted.ts';
import type { BadLine } from '../../record/audit.ts';
import { onDisk } from '../../record/disk.ts';
import type { RunFolder } from '../../record/folder.ts';
import { acquireLock } from '../../record/lock.ts';
import { writeWholeLines } from '../../record/write-whole.ts';
import { audited } from './audited.ts';

/** Leaves only lines that can be counted in the log, as they stand; the others are kept beside it. */
export async function repair(run: string): Promise<void> {
  const { folder } = await audited(run);
  const release = await acquireLock(folder.lockFile);
  try {
    const { audit } = await audited(folder.path);
    if (audit.bad.length === 0 && !audit.torn) {
      process.stdout.write(`nothing to repair: ${counted(audit.good.length, 'attempt')}, all whole\n`);
      return;
    }
    await onDisk('the repaired log', async () => {
      await setAside(folder, audit.bad);
      await writeWholeLines(
        folder.episodesFile,
        audit.good.map(({ text }) => text),
      );
    });
    process.stdout.write(saidOf(folder, audit.bad, audit.torn));
  } finally {
    await release();
  }
}

/** Nothing is thrown away: somebody may want to know what was there. */
async function setAside({ damagedFile }: RunFolder, bad: readonly BadLine[]): Promise<void> {
  const lines = bad.map(({ line, problem, text }) => `${JSON.stringify({ line, problem, text })}\n`);
  if (lines.length > 0) await appendFile(damagedFile, lines.join(''));
}

function saidOf({ damagedFile }: RunFolder, bad: readonly BadLine[], torn: boolean): string {
  return [
    ...(bad.length > 0 ? [`${counted(bad.length, 'line')} put aside in ${damagedFile}`] : []),
    ...(torn ? ['the torn last line is dropped'] : []),
    'the same harness run goes on and runs their episodes again',
    '',
  ].join('\n');
}
