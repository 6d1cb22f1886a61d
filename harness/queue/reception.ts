/** What becomes of a result that arrives: it is recorded or thrown away, and its worker told which. */
import { HarnessError } from '../errors.ts';
import type { AssetBox } from './asset-box.ts';
import type { Part } from './part.ts';
import { decodeReturned, type Receipt, type Returned } from './returned.ts';
import type { Tally } from './tally.ts';

export interface ReceptionOptions {
  /** What is under way now. */
  readonly part: () => Part | null;
  readonly box: AssetBox;
  readonly tally: Tally;
  readonly keepAnswers: (answers: readonly unknown[]) => Promise<void>;
  readonly note: (line: string) => void;
}

export class Reception {
  private readonly options: ReceptionOptions;

  constructor(options: ReceptionOptions) {
    this.options = options;
  }

  /** Null where nobody records now: it stays where it is. */
  async take(id: string, bytes: Uint8Array): Promise<{ readonly worker: string; readonly receipt: Receipt } | null> {
    const part = this.options.part();
    if (!part || part.isAbandoned) return null;
    const returned = this.readable(id, bytes);
    if (!returned) return { worker: 'unknown', receipt: { id, said: 'refused' } };
    const verdict = part.verdict(returned.record);
    const said = verdict === 'wanted' ? await this.accept(part, returned) : verdict;
    return { worker: returned.worker, receipt: { id, said } };
  }

  private readable(id: string, bytes: Uint8Array): Returned | null {
    try {
      return decodeReturned(bytes, id);
    } catch (error) {
      if (!(error instanceof HarnessError)) throw error;
      this.options.note(`a result is thrown away: ${error.message}`);
      return null;
    }
  }

  private async accept(part: Part, returned: Returned): Promise<'recorded' | 'again'> {
    const { box, tally, keepAnswers } = this.options;
    if (!(await box.take(returned.assets))) return 'again';
    await keepAnswers(returned.answers);
    await part.record(returned);
    tally.add(returned.record);
    return 'recorded';
  }
}
