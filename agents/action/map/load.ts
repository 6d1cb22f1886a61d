import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../../../harness/errors.ts';
import { expectation, shown } from '../../../harness/expectation.ts';
import { packageRoot } from '../../../harness/package-root.ts';
import { checkedYaml } from '../../../harness/scenario/checked-yaml.ts';
import { didYouMean, listed } from '../../../harness/suggest.ts';
import { type PolicyMap, policyMapSchema } from './schema.ts';

export interface LoadedMap {
  /** Its name, its file, or whose own it is: for messages. */
  readonly from: string;
  readonly map: PolicyMap;
}

const CODE = 'E_POLICY';

const folder = (): string => join(packageRoot(), 'agents', 'action', 'maps');

/** Names of the maps that come with the harness. */
export function mapNames(): readonly string[] {
  return readdirSync(folder())
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => name.slice(0, -'.yaml'.length))
    .sort();
}

/**
 * The built-in map of this name, or that of a file: whatever holds a `/` or ends in `.yaml` or `.yml`.
 *
 * @throws HarnessError E_POLICY with file, line and column of a mistake, or the known names
 */
export async function loadMap(name: string): Promise<LoadedMap> {
  const file = isFile(name) ? name : builtIn(name);
  const bytes = await readFile(file).catch((cause: NodeJS.ErrnoException) => {
    throw new HarnessError(CODE, `cannot read ${file}: expected a policy map, got ${cause.code}`, {
      hint: `built-in maps: ${listed(mapNames())}`,
      cause,
    });
  });
  return { from: `'${name}'`, map: checkedYaml(bytes, file, policyMapSchema, CODE).value };
}

const isFile = (name: string): boolean => name.includes('/') || /\.ya?ml$/.test(name);

function builtIn(name: string): string {
  const known = mapNames();
  if (known.includes(name)) return join(folder(), `${name}.yaml`);
  throw new HarnessError(CODE, `unknown policy map '${name}': expected a .yaml file or one of ${listed(known)}`, {
    hint: didYouMean(name, known),
  });
}

/** A map that a model brought itself. @throws HarnessError E_POLICY: expected, got */
export function checkedMap(value: unknown, from: string): LoadedMap {
  const parsed = policyMapSchema.safeParse(value, { reportInput: true });
  if (parsed.success) return { from, map: parsed.data };
  const [issue] = parsed.error.issues;
  const where = issue!.path.length > 0 ? `${issue!.path.map(String).join('.')}: ` : '';
  throw new HarnessError(CODE, `policy map ${from}: ${where}${expectation(issue!)}, got ${shown(issue!.input)}`);
}
