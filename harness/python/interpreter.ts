/** Which Python the bridge runs on: that of its lock, 3.11 for all but Isaac Lab. */
import { existsSync, realpathSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';
import { HarnessError } from '../errors.ts';
import type { PythonVersion } from './location.ts';
import { runCommand } from './run-command.ts';
import { uvInterpreter } from './uv.ts';

export interface Interpreter {
  /** Absolute, of the interpreter itself and not of a shim. */
  readonly path: string;
  readonly version: string;
  /** Debian keeps what `venv` needs in a package of its own. */
  readonly hasEnsurepip: boolean;
}

const PROBE = `
import sys, json, importlib.util as u
print(json.dumps([list(sys.version_info[:3]), sys.executable, u.find_spec("ensurepip") is not None and u.find_spec("venv") is not None]))
`;

/** Debian 12 has a package of 3.11 and of no later one. */
export const installHint = (wanted: PythonVersion): string =>
  wanted === '3.11'
    ? 'on Debian: apt install python3.11 python3.11-venv; or install uv, or set HARNESS_PYTHON'
    : `install uv, which fetches one, or set HARNESS_PYTHON to a Python ${wanted}`;

/**
 * The interpreter to use: `chosen` (`HARNESS_PYTHON`) where given, else one of the wanted version on the PATH, else one that uv has or fetches.
 * @throws `E_PYTHON` saying what to install
 */
export async function findInterpreter(
  chosen: string | undefined,
  wanted: PythonVersion = '3.11',
): Promise<Interpreter> {
  if (chosen) return chosenInterpreter(chosen, wanted);
  const found: Interpreter[] = [];
  for (const file of candidates(process.env.PATH ?? '', wanted)) {
    const interpreter = await probe(file);
    if (interpreter && isSuitable(interpreter, wanted)) found.push(interpreter);
    if (found.at(-1)?.hasEnsurepip) return found.at(-1)!;
  }
  return found[0] ?? (await fromUv(wanted)) ?? missing(wanted);
}

/** Every file that may be a Python, most likely first: a shim that does not run may hide one that does further down the PATH. */
function candidates(path: string, wanted: PythonVersion): readonly string[] {
  const folders = [...new Set(path.split(delimiter).filter(isAbsolute))];
  const files = [`python${wanted}`, 'python3', 'python'].flatMap((name) => folders.map((folder) => join(folder, name)));
  return files.filter((file) => existsSync(file));
}

const isSuitable = ({ version }: Interpreter, wanted: PythonVersion): boolean => version.startsWith(`${wanted}.`);

async function chosenInterpreter(chosen: string, wanted: PythonVersion): Promise<Interpreter> {
  const interpreter = await probe(chosen);
  if (!interpreter)
    throw new HarnessError(
      'E_PYTHON',
      `HARNESS_PYTHON: expected a Python interpreter, got ${chosen}, which does not run`,
    );
  if (isSuitable(interpreter, wanted)) return interpreter;
  throw new HarnessError(
    'E_PYTHON',
    `HARNESS_PYTHON: expected Python ${wanted} (the locked wheels are for it), got ${interpreter.version} at ${chosen}`,
    { hint: installHint(wanted) },
  );
}

/** Null for a name that does not exist or does not run (a shim without its version). */
async function probe(name: string): Promise<Interpreter | null> {
  const { ok, stdout } = await runCommand([name, '-I', '-c', PROBE], { deadlineMs: 20_000 });
  const said = /^\[\[3, .*\]$/m.exec(stdout);
  if (!ok || !said) return null;
  const [version, executable, hasEnsurepip] = JSON.parse(said[0]) as [number[], string, boolean];
  return { path: realpathSync(executable), version: version.join('.'), hasEnsurepip };
}

async function fromUv(wanted: PythonVersion): Promise<Interpreter | null> {
  const path = await uvInterpreter(wanted);
  return path === null ? null : probe(path);
}

function missing(wanted: PythonVersion): never {
  throw new HarnessError('E_PYTHON', `expected Python ${wanted} on the PATH, found none`, {
    hint: installHint(wanted),
  });
}
