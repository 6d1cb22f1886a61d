/** What stands after `@` for a policy behind a WebSocket, and the key that goes with it. */
import { HarnessError } from '../../harness/errors.ts';
import { NONE } from '../reasoners/option-values.ts';

/**
 * The address without a slash at its end.
 * @throws `E_POLICY` for what is no ws(s) address, or holds a password: an address is written into every manifest
 */
export function socketPlace(policy: string, example: string, text: string | null): string {
  const url = text && URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^wss?:$/.test(url.protocol) || url.hostname === '' || url.hash) {
    throw new HarnessError('E_POLICY', `policy '${policy}': expected ${policy}@${example}, got ${given(text)}`);
  }
  if (!url.username && !url.password) return url.href.replace(/\/+$/, '');
  throw new HarnessError(
    'E_POLICY',
    `policy '${policy}': expected an address without user and password, got one with`,
    {
      hint: 'addresses are kept in the run folder; a key goes into an environment variable, named by keyEnv',
    },
  );
}

/** An address that cannot be read may still hold a password. */
const given = (text: string | null): string => (text ? `'${text.replace(/\/\/[^/@]*@/, '//...@')}'` : 'no address');

/**
 * The key in the variable that the option `keyEnv` names; null for `none`.
 * @throws `E_POLICY`, which never repeats the key, nor what was typed in place of a name
 */
export function keyOf(policy: string, named: string, environment: NodeJS.ProcessEnv): string | null {
  if (named === NONE) return null;
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,63}$/.test(named) || /^sk[-_]/.test(named)) {
    throw new HarnessError(
      'E_POLICY',
      `policy '${policy}', option keyEnv: expected the name of an environment variable`,
      {
        hint: 'such as OPENPI_API_KEY; the key itself never goes on a command line',
      },
    );
  }
  const key = environment[named]?.trim() ?? '';
  if (/^[\x21-\x7e]+$/.test(key)) return key;
  const got = key === '' ? 'nothing' : 'characters that no key has';
  throw new HarnessError('E_POLICY', `policy '${policy}', option keyEnv: expected a key in $${named}, got ${got}`);
}
