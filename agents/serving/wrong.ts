import { HarnessError } from '../../harness/errors.ts';
import { isTensor, type Wire } from '../wire/msgpack-numpy.ts';

/** An observation that is not what the policy needs. */
export function wrong(key: string, expected: string, got: Wire | undefined): HarnessError {
  const what =
    got === undefined ? 'nothing' : isTensor(got) ? `${kindOf(got.data)}[${got.shape.join(', ')}]` : typeof got;
  return new HarnessError('E_OBSERVATION', `observation '${key}': expected ${expected}, got ${what}`);
}

const kindOf = (data: { readonly constructor: { readonly name: string } }): string =>
  data.constructor.name.replace('Array', '').toLowerCase();
