import { HarnessError } from '../errors.ts';
import { acquireLock } from './lock.ts';

const POLL_MS = 100;

/**
 * Takes a lock as soon as its owner gives it back.
 * @throws HarnessError E_LOCKED when it is still held after `limitMs`
 */
export async function waitForLock(file: string, what: string, limitMs: number): Promise<() => Promise<void>> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    try {
      return await acquireLock(file, what);
    } catch (error) {
      if (!isHeld(error) || performance.now() >= endMs) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}

const isHeld = (error: unknown): boolean => error instanceof HarnessError && error.code === 'E_LOCKED';
