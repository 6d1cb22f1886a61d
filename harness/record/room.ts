import { statfs } from 'node:fs/promises';
import { HarnessError } from '../errors.ts';
import { onDisk } from './disk.ts';

const BYTES_PER_MB = 1e6;

/**
 * Ends a run while its disk still has room, so that the last attempt is whole and whatever else writes there goes on.
 * @throws HarnessError E_DISK with less than `leastMb` megabytes free where `folder` is
 */
export async function demandRoom(folder: string, leastMb: number): Promise<void> {
  if (leastMb === 0) return;
  const { bavail, bsize } = await onDisk('the run folder', () => statfs(folder));
  const freeMb = (bavail * bsize) / BYTES_PER_MB;
  if (freeMb >= leastMb) return;
  const got = `${leastMb} MB free in ${folder}, got ${freeMb.toFixed(1)} MB`;
  throw new HarnessError('E_DISK', `expected at least ${got}`, {
    hint: 'make room, choose another --out or another --min-free; the same command goes on where it stopped',
  });
}
