import { counted } from '../counted.ts';
import { HarnessError } from '../errors.ts';
import type { EpisodeRecord } from '../types.ts';

/** How many attempts may break before a run is not worth going on with. */
export class ErrorBudget {
  readonly #most: number | null;
  #spent = 0;

  /** @param most null: any number */
  constructor(most: number | null) {
    this.#most = most;
  }

  /** @throws HarnessError E_INFRA when this is one too many */
  spend({ error }: EpisodeRecord): void {
    if (error === null) return;
    this.#spent++;
    if (this.#most === null || this.#spent <= this.#most) return;
    const got = `${counted(this.#spent, 'attempt')} broke, of at most ${this.#most} that may (--max-infra-errors)`;
    throw new HarnessError('E_INFRA', `the run stops: ${got}; the last: ${error.message.split('\n', 1)[0]}`, {
      hint: 'the same command goes on where it stopped',
    });
  }
}
