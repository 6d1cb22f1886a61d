/** The values of a policy's options: text from the command line to exact types, each mistake one line. */
import { HarnessError } from '../../harness/errors.ts';

/** Not sent: the server decides. */
export const NONE = 'none';

export interface Range {
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
}

export class OptionValues<K extends string> {
  private readonly policy: string;
  private readonly texts: Readonly<Record<K, string>>;

  constructor(policy: string, texts: Readonly<Record<K, string>>) {
    this.policy = policy;
    this.texts = texts;
  }

  text(key: K): string {
    return this.texts[key];
  }

  number(key: K, { least, most, whole = false }: Range): number {
    const text = this.texts[key];
    const value = text.trim() === '' ? Number.NaN : Number(text);
    if (value >= least && value <= most && (!whole || Number.isInteger(value))) return value;
    throw this.wrong(key, `a ${whole ? 'whole ' : ''}number from ${least} to ${most}`);
  }

  /** A number, or null for `none`. */
  numberOrNone(key: K, range: Range): number | null {
    return this.texts[key] === NONE ? null : this.number(key, range);
  }

  oneOf<T extends string>(key: K, valid: readonly T[]): T {
    const found = valid.find((each) => each === this.texts[key]);
    if (found) return found;
    throw this.wrong(key, `one of ${valid.join(', ')}`);
  }

  wrong(key: K, expected: string): HarnessError {
    const message = `policy '${this.policy}', option ${key}: expected ${expected}, got '${this.texts[key]}'`;
    return new HarnessError('E_POLICY', message);
  }
}
