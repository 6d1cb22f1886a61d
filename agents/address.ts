import { HarnessError } from '../harness/errors.ts';

/** `name`, `name@url`, `name?key=value&...` or `name@url?key=value`: how the command line names a policy. */
export interface PolicyAddress {
  readonly name: string;
  readonly url: string | null;
  readonly options: ReadonlyMap<string, string>;
}

export function parseAddress(text: string): PolicyAddress {
  const [head = '', query = ''] = text.split(/\?(.*)/s, 2);
  const [name = '', url = null] = head.split(/@(.*)/s, 2) as [string, string | undefined];
  return { name, url: url ?? null, options: new Map(new URLSearchParams(query)) };
}

/** Takes the options that a policy knows; any other is an error that names them. */
export function readOptions<K extends string>(
  address: PolicyAddress,
  defaults: Readonly<Record<K, string>>,
): Record<K, string> {
  const known = Object.keys(defaults);
  for (const key of address.options.keys()) {
    if (!known.includes(key)) throw unknownOption(address.name, key, known);
  }
  const given = known.map((key) => [key, address.options.get(key) ?? defaults[key as K]]);
  return Object.fromEntries(given) as Record<K, string>;
}

function unknownOption(policy: string, key: string, known: readonly string[]): HarnessError {
  return new HarnessError('E_POLICY', `policy '${policy}' has no option '${key}'`, {
    hint: known.length > 0 ? `it knows: ${known.join(', ')}` : 'it takes none',
  });
}
