/** A Python class of a person's own, run by the server of `agents/policy-server` in a process of its own. */
import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join, resolve } from 'node:path';
import { HarnessError } from '../../harness/errors.ts';
import { packageRoot } from '../../harness/package-root.ts';
import { ensureEnvironment } from '../../harness/python/environment.ts';
import type { ActionModelSource } from '../action/model.ts';
import { patienceIn } from '../process/options.ts';
import { ProcessPlace } from '../process/place.ts';
import { protocolSource } from '../process/source.ts';
import { OptionValues } from '../reasoners/option-values.ts';
import type { PYTHON_OPTIONS } from './options.ts';

const NAME = 'python';

type Options = Readonly<Record<keyof typeof PYTHON_OPTIONS, string>>;

/**
 * Loads the class in its process and asks what it is.
 * @param place `module:Class` or `file.py:Class`
 * @throws `E_POLICY` for whatever its code raises before it is ready
 */
export async function pythonSource(place: string | null, options: Options): Promise<ActionModelSource> {
  const values = new OptionValues(NAME, options);
  const { startMs, ...patience } = patienceIn(values);
  const policy = classIn(place);
  const args = objectIn(values);
  const python = await interpreter(options.python || process.env.HARNESS_POLICY_PYTHON || null);
  const name = `python policy '${policy}'`;
  const argv = [python, '-m', 'vla_policy_server', policy, '--args', args] as const;
  const command = { name, argv, variables: serverVariables(process.env.PYTHONPATH), startMs };
  const asked = protocolSource({
    name,
    place: new ProcessPlace(command, patience),
    identity: [NAME, args],
    timeoutMs: patience.timeoutMs,
  });
  return asked.catch((error: unknown) => {
    throw withHint(error, python);
  });
}

function classIn(place: string | null): string {
  if (place && /^[^:]+:[A-Za-z_]\w*$/.test(place)) return place;
  const got = place ? `'${place}'` : 'nothing behind the @';
  throw new HarnessError(
    'E_POLICY',
    `policy '${NAME}': expected ${NAME}@module:Class or ${NAME}@file.py:Class, got ${got}`,
  );
}

function objectIn(values: OptionValues<keyof typeof PYTHON_OPTIONS>): string {
  const text = values.text('args');
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return text;
  } catch {}
  throw values.wrong('args', 'a JSON object {"name": value}');
}

/** A name is looked for on the PATH by the system; a path counts from the working folder. */
async function interpreter(chosen: string | null): Promise<string> {
  if (chosen === null) return (await ensureEnvironment()).python;
  if (!chosen.includes('/')) return chosen;
  const path = isAbsolute(chosen) ? chosen : resolve(chosen);
  if (existsSync(path)) return path;
  throw new HarnessError(
    'E_POLICY',
    `policy '${NAME}': expected a Python interpreter, got ${chosen}, which does not exist`,
  );
}

/** The server comes from our sources; what a person has set for their own modules stays. */
function serverVariables(own: string | undefined): Readonly<Record<string, string>> {
  const server = join(packageRoot(), 'agents', 'policy-server');
  return { PYTHONPATH: own ? `${server}${delimiter}${own}` : server, PYTHONUNBUFFERED: '1' };
}

/** The server's own needs are few, but an interpreter of one's own may lack them. */
function withHint(error: unknown, python: string): unknown {
  const missing = error instanceof HarnessError && /No module named '(msgpack|numpy|websockets)'/.exec(error.message);
  if (!missing) return error;
  const hint = `${python} -m pip install msgpack numpy websockets`;
  return new HarnessError(error.code, error.message, { hint, told: error.told, cause: error.cause });
}
