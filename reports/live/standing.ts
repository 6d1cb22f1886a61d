import type { EpisodeRecord } from '../../harness/types.ts';
import { cellKey, type Plan, type PlannedEpisode } from '../input.ts';
import type { Counts, Rate } from '../schema/summary.ts';
import { rateFrom } from '../summary/rate.ts';
import { isValid, type Settled, settledAs, supersedes } from '../summary/settle.ts';
import { countsOf } from '../summary/tally.ts';

/** How a run stands: what the summary would say of its counts and its rate, one record at a time instead of from all of them. */
export class Standing {
  private readonly settled: Map<string, Settled>;
  private readonly tally: { -readonly [key in keyof Counts]: Counts[key] };
  /** Valid outcomes by seed, of all but controls. */
  private readonly sizes = new Map<string, number>();
  private successes = 0;

  constructor({ episodes, unsupported }: Plan) {
    const skipped = new Set(unsupported.map(cellKey));
    const run = episodes.filter((episode) => !skipped.has(cellKey(episode)));
    this.settled = new Map(run.map((episode) => [episode.episodeId, settledAs(episode, null)]));
    this.tally = { ...countsOf([...this.settled.values()]) };
  }

  get counts(): Counts {
    return { ...this.tally };
  }

  /** Of all but controls. */
  get rate(): Rate {
    return rateFrom(
      this.successes,
      [...this.sizes.values()].filter((size) => size > 0),
    );
  }

  add(record: EpisodeRecord): void {
    const before = this.settled.get(record.episodeId);
    if (!before || (before.record && !supersedes(record, before.record))) return;
    const after = settledAs(before.episode, record);
    this.settled.set(record.episodeId, after);
    this.count(before, -1);
    this.count(after, 1);
  }

  private count(each: Settled, by: 1 | -1): void {
    const one = countsOf([each]);
    for (const key of KEYS) this.tally[key] += by * one[key];
    if (!isCounted(each)) return;
    this.sizes.set(each.seed, (this.sizes.get(each.seed) ?? 0) + by);
    this.successes += by * one.success;
  }
}

const KEYS = ['success', 'failure', 'infraError', 'invalid', 'notRun'] as const;

const isCounted = (each: Settled): boolean => isValid(each) && !isControl(each.episode);
const isControl = ({ control }: PlannedEpisode): boolean => control;
