/** uv, where it is installed: fetches an interpreter, and makes environments where Python's own `venv` is incomplete. */
import { runCommand } from './run-command.ts';

const FETCH_DEADLINE_MS = 300_000;

/** Path of a Python 3.11 that uv knows or fetches; null without uv or network. */
export async function uvInterpreter(): Promise<string | null> {
  const known = await runCommand(['uv', 'python', 'find', '3.11'], { deadlineMs: 20_000 });
  if (known.ok) return known.stdout.trim();
  const fetched = await runCommand(['uv', 'python', 'install', '3.11'], { deadlineMs: FETCH_DEADLINE_MS });
  if (!fetched.ok) return null;
  const found = await runCommand(['uv', 'python', 'find', '3.11'], { deadlineMs: 20_000 });
  return found.ok ? found.stdout.trim() : null;
}

/** An environment with pip in `folder`; false when uv is missing or fails. */
export async function uvEnvironment(interpreter: string, folder: string): Promise<boolean> {
  const argv = ['uv', 'venv', '--quiet', '--seed', '--python', interpreter, folder] as const;
  return (await runCommand(argv as unknown as [string, ...string[]], { deadlineMs: FETCH_DEADLINE_MS })).ok;
}
