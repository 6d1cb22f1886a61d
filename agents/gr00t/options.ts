import { HarnessError } from '../../harness/errors.ts';
import { NONE, OptionValues } from '../reasoners/option-values.ts';
import { keyOf } from '../wire/place.ts';
import type { EndpointOptions } from './endpoint.ts';

/** `n1.5`: flat keys, a map back. `n1.6` and later: nested, two things back. `sim`: the same behind `--use-sim-policy-wrapper`. */
export const FORMS = ['n1.5', 'n1.6', 'sim'] as const;
export type Form = (typeof FORMS)[number];

export const GR00T_OPTIONS = {
  /** `auto`: as its modality config tells, n1.6 where it does not. */
  form: 'auto',
  /** Action keys in the order of the map's columns, separated by commas; `none`: as the server lists them. */
  actionKeys: NONE,
  /** What a server that looks at several moments gets for those before: `refuse`, or `repeat` the present. */
  history: 'refuse',
  /** Environment variable that holds the server's api token. */
  keyEnv: NONE,
  connectSec: '5',
  timeoutSec: '60',
} as const;

export interface Gr00tOptions {
  readonly form: Form | null;
  readonly actionKeys: readonly string[];
  readonly repeatsHistory: boolean;
  readonly endpoint: EndpointOptions;
}

/** @throws `E_POLICY`: expected, got */
export function gr00tOptions(
  place: string | null,
  texts: Readonly<Record<keyof typeof GR00T_OPTIONS, string>>,
  variables: NodeJS.ProcessEnv,
): Gr00tOptions {
  const values = new OptionValues('gr00t', texts);
  const seconds = (key: 'connectSec' | 'timeoutSec') => 1000 * values.number(key, { least: 0.1, most: 3600 });
  const form = values.oneOf('form', ['auto', ...FORMS]);
  return {
    form: form === 'auto' ? null : form,
    actionKeys: values.text('actionKeys') === NONE ? [] : values.text('actionKeys').split(','),
    repeatsHistory: values.oneOf('history', ['refuse', 'repeat']) === 'repeat',
    endpoint: {
      address: addressOf(place),
      secret: keyOf('gr00t', values.text('keyEnv'), variables),
      connectMs: seconds('connectSec'),
      timeoutMs: seconds('timeoutSec'),
    },
  };
}

function addressOf(place: string | null): string {
  const url = place && URL.canParse(place) ? new URL(place) : null;
  const plain =
    url && url.protocol === 'tcp:' && url.hostname && url.port && !url.username && /^\/?$/.test(url.pathname);
  if (plain) return `tcp://${url.hostname}:${url.port}`;
  const got = place ? `'${place.replace(/\/\/[^/@]*@/, '//...@')}'` : 'no address';
  throw new HarnessError('E_POLICY', `policy 'gr00t': expected gr00t@tcp://host:port, got ${got}`);
}
