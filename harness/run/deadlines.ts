/** How long each wait of a run may take: one table, for defaults and for `--deadline`. */
import { HarnessError } from '../errors.ts';
import { DEADLINES, type SimulatorDeadlines } from '../simulator/deadlines.ts';
import { didYouMean, listed } from '../suggest.ts';

export interface RunDeadlines extends SimulatorDeadlines {
  /** One attempt at an episode, once its simulator and its policy are open: later, it is an `infra_error`. */
  readonly episodeMs: number;
  /** After which no further episode is started; infinite unless told. */
  readonly runMs: number;
}

export const RUN_DEADLINES: RunDeadlines = { ...DEADLINES, episodeMs: 3_600_000, runMs: Number.POSITIVE_INFINITY };

const NAMES = Object.keys(RUN_DEADLINES).map((key) => key.slice(0, -'Ms'.length));

/** More than a timer of Node holds. */
const LONGEST_SEC = 2_000_000;

/**
 * The defaults but for what the words say: `step=5`, seconds.
 * @throws HarnessError E_USAGE
 */
export function deadlinesFrom(words: readonly string[]): RunDeadlines {
  return Object.assign({}, RUN_DEADLINES, ...words.map(deadlineIn));
}

function deadlineIn(word: string): Partial<RunDeadlines> {
  const [, name = word, text = ''] = word.match(/^([^=]*)=(.*)$/) ?? [];
  if (!NAMES.includes(name)) {
    const hint = didYouMean(name, NAMES);
    throw new HarnessError('E_USAGE', `--deadline ${word}: expected name=seconds with one of ${listed(NAMES, 12)}`, {
      ...(hint ? { hint } : {}),
    });
  }
  const sec = text.trim() === '' ? Number.NaN : Number(text);
  if (sec > 0 && sec <= LONGEST_SEC) return { [`${name}Ms`]: 1000 * sec };
  throw new HarnessError('E_USAGE', `--deadline ${word}: expected more than 0 seconds and at most ${LONGEST_SEC}`);
}
