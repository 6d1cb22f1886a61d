/** What a policy server did wrong, as one line that names it and never holds its key. */
import { type ErrorDetails, HarnessError } from '../../harness/errors.ts';
import { brief } from '../brief.ts';

export interface ServerName {
  /** `openpi server`. */
  readonly name: string;
  readonly url: string;
  /** Printed in place of the address, where that says nothing to a person; empty: the name is enough. */
  readonly shown?: string;
  /** Never to be seen in a message; null when there is none. */
  readonly secret: string | null;
}

/** A traceback is kept from its end: that says most. */
const MOST_TOLD = 16_384;

export function serverError(server: ServerName, code: string, message: string, details: ErrorDetails = {}) {
  const where = server.shown ?? server.url;
  return new HarnessError(code, `${server.name}${where && ` ${where}`}: ${hidden(server, message)}`, details);
}

/**
 * An exception of the server's own: its last line for people, all of it for the record.
 * @param told a Python traceback, as a rule
 */
export function tracebackError(server: ServerName, told: string): HarnessError {
  const whole = hidden(server, told);
  const last = whole.trimEnd().split('\n').at(-1)!.trim();
  return serverError(server, 'E_POLICY_SERVER', `its policy failed: ${brief(last) || 'it did not say why'}`, {
    told: whole.slice(-MOST_TOLD),
  });
}

/** Another model answers than at the start of the run: the run stops, since rows of two models are never mixed. */
export const policyChanged = (server: ServerName, expected: unknown, got: unknown): HarnessError => {
  const [before, now] = [expected, got].map((each) => brief(JSON.stringify(each)));
  return serverError(
    server,
    'E_POLICY_CHANGED',
    `another model than at the start of the run: expected ${before}, got ${now}`,
    { hint: 'start a new run for it: --fresh' },
  );
};

const hidden = ({ secret }: ServerName, text: string): string => (secret ? text.replaceAll(secret, '***') : text);
