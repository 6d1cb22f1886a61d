/** pip, and what it means when it fails. */
import { HarnessError } from '../errors.ts';
import type { Lock } from './location.ts';
import { runCommand } from './run-command.ts';

/** Some are gigabytes. */
const INSTALL_DEADLINE_MS = 60 * 60_000;

/**
 * Installs a hash-locked requirements file into the environment of `python`.
 * @param onStep hears `Collecting numpy==2.4.6`, `Downloading ...`, as they come
 * @throws `E_PYTHON` with pip's last useful line
 */
export async function pipInstall(
  python: string,
  { file, alone, python: wanted }: Pick<Lock, 'file' | 'alone' | 'python'>,
  onStep: (step: string) => void,
): Promise<void> {
  const quiet = ['--disable-pip-version-check', '--no-input', '--progress-bar', 'off', ...(alone ? ['--no-deps'] : [])];
  const result = await runCommand([python, '-m', 'pip', 'install', '--require-hashes', ...quiet, '-r', file], {
    deadlineMs: INSTALL_DEADLINE_MS,
    onLine: (line) => onStep(line.trim().split(/\s+/).slice(0, 2).join(' ')),
  });
  if (result.ok) return;
  const said = complaintOf(result.stderr) ?? result.how;
  throw new HarnessError('E_PYTHON', `pip could not install ${file}: ${said}`, {
    hint: hintFor(result.stderr, wanted),
    cause: result.stderr,
  });
}

/** The line of pip's errors that says most: a mismatch with both hashes, else its last `ERROR:`. */
export function complaintOf(stderr: string): string | null {
  const lines = stderr.split('\n').map((line) => line.trim());
  if (stderr.includes('DO NOT MATCH THE HASHES')) {
    const of = (word: string) =>
      lines
        .find((line) => line.startsWith(word))
        ?.split(/\s+/)
        .at(-1);
    const at = lines.findIndex((line) => line.startsWith('Expected sha256'));
    return `hash mismatch for ${lines[at - 1]?.replace(/:$/, '')}: expected sha256 ${of('Expected')}, got ${of('Got')}`;
  }
  const error = lines.filter((line) => line.startsWith('ERROR:')).at(-1) ?? lines.filter(Boolean).at(-1);
  return error?.replace(/^ERROR:\s*/, '') ?? null;
}

function hintFor(stderr: string, wanted: string): string | undefined {
  const offline =
    /Failed to establish a new connection|Name or service not known|NewConnectionError|Temporary failure in name resolution|ProxyError|ConnectTimeout|Connection refused/;
  if (offline.test(stderr)) return 'is there a network? It is needed once, to build the environment';
  return /No matching distribution/.test(stderr) ? `the lock is for Python ${wanted} on Linux and macOS` : undefined;
}
