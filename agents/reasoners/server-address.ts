import { HarnessError } from '../../harness/errors.ts';

/**
 * The base of a reasoner's server, without a slash at its end.
 * @throws `E_POLICY` for what is no http(s) address, or holds a password: an address is written into every manifest
 */
export function serverAddress(policy: string, text: string | null): string {
  const url = text && URL.canParse(text) ? new URL(text) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.hostname === '') {
    throw new HarnessError('E_POLICY', `policy '${policy}': expected ${policy}@http://host:port, got ${given(text)}`);
  }
  if (url.username || url.password) {
    throw new HarnessError(
      'E_POLICY',
      `policy '${policy}': expected an address without user and password, got one with`,
      {
        hint: 'addresses are kept in the run folder; a key goes into an environment variable',
      },
    );
  }
  return `${url.origin}${url.pathname.replace(/\/+$/, '')}`;
}

/** An address that cannot be read may still hold a password. */
const given = (text: string | null): string => (text ? `'${text.replace(/\/\/[^/@]*@/, '//...@')}'` : 'no address');
