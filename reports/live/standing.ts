import type { EpisodeIndex } from '../../harness/episode-index.ts';
import type { EpisodeRecord, Outcome } from '../../harness/types.ts';
import { cellKey } from '../input.ts';
import type { Counts, Rate } from '../schema/summary.ts';
import { rateFrom } from '../summary/rate.ts';

/** A condition of the plan. */
interface Cell {
  readonly scenarioId: string;
  readonly conditionId: string;
  readonly control: boolean;
}

/**
 * How a run stands: what the summary would say of its counts and its rate, one record at a time instead of from all of them, in
 * a few bytes an episode.
 */
export class Standing {
  private readonly index: EpisodeIndex;
  private readonly controls: ReadonlySet<string>;
  /** By place: one more than the place in `OUTCOMES` of the attempt that counts. */
  private readonly outcomes: Uint8Array;
  private readonly attempts: Uint32Array;
  private readonly tally = OUTCOMES.map(() => 0);
  /** Valid outcomes by seed, of all but controls. */
  private readonly sizes = new Map<string, number[]>();
  private successes = 0;
  private recorded = 0;

  constructor(cells: readonly Cell[], index: EpisodeIndex) {
    this.index = index;
    this.controls = new Set(cells.filter(({ control }) => control).map(cellKey));
    this.outcomes = new Uint8Array(index.length);
    this.attempts = new Uint32Array(index.length);
  }

  /** Attempts so far. */
  get records(): number {
    return this.recorded;
  }

  get counts(): Counts {
    const [success, failure, invalid, infraError] = this.tally as [number, number, number, number];
    const planned = this.index.length;
    return {
      planned,
      success,
      failure,
      infraError,
      invalid,
      notRun: planned - success - failure - infraError - invalid,
    };
  }

  /** Of all but controls. */
  get rate(): Rate {
    const sizes = [...this.sizes.values()].flatMap((each) => each.filter((size) => size > 0));
    return rateFrom(this.successes, sizes);
  }

  /** One that is no infrastructure error counts before one that is, then the later attempt; one of another plan does not count. */
  add({ episodeId, outcome, attempt }: Pick<EpisodeRecord, 'episodeId' | 'outcome' | 'attempt'>): void {
    this.recorded += 1;
    const place = this.index.placeOf(episodeId);
    if (place === null) return;
    const before = OUTCOMES[this.outcomes[place]! - 1];
    if (before && !counts(before, this.attempts[place]!, outcome, attempt)) return;
    if (before) this.count(place, before, -1);
    this.count(place, outcome, 1);
    this.outcomes[place] = OUTCOMES.indexOf(outcome) + 1;
    this.attempts[place] = attempt;
  }

  private count(place: number, outcome: Outcome, by: 1 | -1): void {
    const code = OUTCOMES.indexOf(outcome);
    this.tally[code]! += by;
    if (code > FAILURE || this.controls.has(this.index.cellAt(place))) return;
    const scenario = this.index.scenarioAt(place);
    const sizes = this.sizes.get(scenario) ?? [];
    this.sizes.set(scenario, sizes);
    const replicate = this.index.replicateAt(place);
    sizes[replicate] = (sizes[replicate] ?? 0) + by;
    if (outcome === 'success') this.successes += by;
  }
}

const OUTCOMES = ['success', 'failure', 'invalid', 'infra_error'] as const satisfies readonly Outcome[];
const FAILURE = OUTCOMES.indexOf('failure');

/** As `supersedes` of the summary, for attempts of one log: there each number is once. */
function counts(before: Outcome, attemptBefore: number, outcome: Outcome, attempt: number): boolean {
  const [was, is] = [before === 'infra_error', outcome === 'infra_error'];
  return was === is ? attempt > attemptBefore : was;
}
