/** What a bridge that was killed could not remove itself. */
import { rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';

/**
 * Removes a bridge's socket, and its folder where that is what docs/protocol.md says: private to us, and in the folder for
 * temporary files. Synchronous, for it is also done while the process exits. What is gone already is fine.
 */
export function eraseSocket(socketPath: string): void {
  const folder = dirname(socketPath);
  if (isPrivateTemporary(folder)) rmSync(folder, { recursive: true, force: true });
  else rmSync(socketPath, { force: true });
}

function isPrivateTemporary(folder: string): boolean {
  if (![tmpdir(), '/tmp'].includes(dirname(folder))) return false;
  const status = statSync(folder, { throwIfNoEntry: false });
  return status?.isDirectory() === true && status.uid === process.getuid?.() && (status.mode & 0o077) === 0;
}
