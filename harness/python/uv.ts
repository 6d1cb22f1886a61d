/** uv, where it is installed: fetches an interpreter, and makes environments where Python's own `venv` is incomplete. */
import type { PythonVersion } from './location.ts';
import { runCommand } from './run-command.ts';

const FETCH_DEADLINE_MS = 300_000;

/** Path of a Python of that version that uv knows or fetches; null without uv or network. */
export async function uvInterpreter(wanted: PythonVersion): Promise<string | null> {
  const known = await runCommand(['uv', 'python', 'find', wanted], { deadlineMs: 20_000 });
  if (known.ok) return known.stdout.trim();
  const fetched = await runCommand(['uv', 'python', 'install', wanted], { deadlineMs: FETCH_DEADLINE_MS });
  if (!fetched.ok) return null;
  const found = await runCommand(['uv', 'python', 'find', wanted], { deadlineMs: 20_000 });
  return found.ok ? found.stdout.trim() : null;
}

/** An environment with pip in `folder`; false when uv is missing or fails. */
export async function uvEnvironment(interpreter: string, folder: string): Promise<boolean> {
  const argv = ['uv', 'venv', '--quiet', '--seed', '--python', interpreter, folder] as const;
  return (await runCommand(argv as unknown as [string, ...string[]], { deadlineMs: FETCH_DEADLINE_MS })).ok;
}
