import { HarnessError } from '../errors.ts';

const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EACCES', 'EPERM', 'EIO']);

/** Does some writing; what the disk refuses becomes `E_DISK`, which stops a run without losing what is already there. */
export async function onDisk<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (!FULL.has(code ?? '')) throw cause;
    throw new HarnessError('E_DISK', `cannot write ${what}: ${message}`, {
      hint: 'make room or choose another folder with --out; the same command goes on where it stopped',
      cause,
    });
  }
}
