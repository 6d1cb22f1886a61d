import { HarnessError } from '../../harness/errors.ts';
import { didYouMean, listed } from '../../harness/suggest.ts';
import { NONE } from '../reasoners/option-values.ts';
import type { Metadata } from '../wire/metadata.ts';
import { SOCKET_OPTIONS } from '../wire/socket-options.ts';

export const STARVLA_OPTIONS = {
  ...SOCKET_OPTIONS,
  /** Data set whose statistics un-normalise the actions; none: the server's default. */
  unnormKey: NONE,
} as const;

/**
 * The key to send; null leaves it to a server that knows but one.
 * @throws `E_POLICY`: a checkpoint of several data sets needs one, and only one that it knows
 */
export function unnormKeyOf(asked: string, { available_unnorm_keys, default_unnorm_key }: Metadata): string | null {
  const known = Array.isArray(available_unnorm_keys) ? available_unnorm_keys.map(String) : [];
  if (asked !== NONE) return known.length === 0 || known.includes(asked) ? asked : refused(asked, known);
  if (typeof default_unnorm_key === 'string') return default_unnorm_key;
  return known.length <= 1 ? (known[0] ?? null) : refused(null, known);
}

function refused(asked: string | null, known: readonly string[]): never {
  const got = asked === null ? 'none' : `'${asked}'`;
  throw new HarnessError(
    'E_POLICY',
    `policy 'starvla', option unnormKey: expected one of ${listed(known)}, got ${got}`,
    {
      hint: asked === null ? 'the checkpoint was trained on several data sets' : didYouMean(asked, known),
    },
  );
}
