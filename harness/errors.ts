/** Where in a user's file: 1-based line and column. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface ErrorDetails {
  readonly hint?: string;
  readonly location?: Location;
  readonly cause?: unknown;
  /** All that a peer said of its own failure (a traceback), for the record; the message holds one line of it. */
  readonly told?: string;
}

/**
 * The one error class. `code` says whose trouble it is: see `USER_CODES`; everything else is the infrastructure's.
 * The message is one line: what was expected, what came.
 */
export class HarnessError extends Error {
  readonly code: string;
  readonly hint: string | undefined;
  readonly location: Location | undefined;
  readonly told: string | undefined;

  constructor(code: string, message: string, details: ErrorDetails = {}) {
    super(message, { cause: details.cause });
    this.name = 'HarnessError';
    this.code = code;
    this.hint = details.hint;
    this.location = details.location;
    this.told = details.told;
  }
}

/** `file:line:column: E_CODE message (hint)`: one line, for a person or an editor to follow. */
export function oneLine(error: HarnessError): string {
  const { location: at, hint } = error;
  const where = at ? `${at.file}:${at.line}:${at.column}: ` : '';
  return `${where}${error.code} ${error.message}${hint ? ` (${hint})` : ''}`;
}

/** Exit codes of every command (docs/design.md, section 9). */
export const EXIT = { done: 0, regression: 1, usage: 2, inconclusive: 3, noData: 4, interrupted: 130 } as const;
