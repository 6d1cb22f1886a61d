/** A command run to its end, with a deadline, its output kept, and nothing of it left when the harness ends first. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { within } from '../deadline.ts';
import { onExit } from '../on-exit.ts';
import { ended, signalGroup } from '../simulator/process-group.ts';

export interface CommandResult {
  readonly ok: boolean;
  /** `ended with exit code 1`, `was killed by SIGTERM`, ... */
  readonly how: string;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandOptions {
  readonly deadlineMs: number;
  readonly variables?: Readonly<Record<string, string>>;
  /** Hears each line of its standard output. */
  readonly onLine?: (line: string) => void;
}

/** What a program wrote last may come after its end. */
const OUTPUT_GRACE_MS = 1_000;

/** Never rejects: a program that is missing is a result that is not `ok`. */
export async function runCommand(
  argv: readonly [string, ...string[]],
  options: CommandOptions,
): Promise<CommandResult> {
  const [program, ...args] = argv;
  const variables = { ...process.env, ...options.variables };
  const child = spawn(program, args, { detached: true, stdio: ['ignore', 'pipe', 'pipe'], env: variables });
  const kill = () => child.pid && signalGroup(child.pid, 'SIGKILL');
  const forget = onExit(kill);
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => (output.stdout += chunk));
  child.stderr.on('data', (chunk) => (output.stderr += chunk));
  if (options.onLine) createInterface({ input: child.stdout }).on('line', options.onLine);
  const closed = new Promise((resolve) => child.once('close', resolve).once('error', resolve));
  const how = await within(ended(child), options.deadlineMs, null);
  if (how === null) kill();
  await within(closed, OUTPUT_GRACE_MS, null);
  forget();
  const late = `did not end within ${Math.round(options.deadlineMs / 1000)} s`;
  return { ok: how === 'ended with exit code 0', how: how ?? late, ...output };
}
