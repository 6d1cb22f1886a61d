import type { Meanwhile } from '../types.ts';

type Row = readonly number[];
type Rows = readonly Row[];

/** An answer on its way to the robot. */
interface Answer {
  readonly rows: Rows;
  /** Control step of the observation that it answers. */
  readonly askedAt: number;
  readonly arrivesAt: number;
}

/** What the robot does next, given what it was told last: it stays. */
type Stay = (last: Row) => Row;

/**
 * Answers on their way to the robot. One that was asked for at step s arrives some steps later; of those that have arrived the
 * one with the newest observation counts, and where it has no row left the robot stays as it is.
 *
 * `hold`: an answer begins with its first row when it arrives. `continue`: row i is meant for step s + i, so the robot goes on
 * with the rest of the answer before until the new one arrives, and of that the rows whose step is past are dropped; if all are,
 * its last one is still applied.
 */
export class ActionLine {
  /** Measured on the first action of the policy that reached the robot, not copied from the setting. */
  firstDelaySteps: number | null = null;
  applied = 0;
  oldestSteps = 0;
  private readonly meanwhile: Meanwhile;
  private readonly stay: Stay;
  private answers: readonly Answer[] = [];
  private last: Row;

  constructor(meanwhile: Meanwhile, initial: Row, stay: Stay) {
    this.meanwhile = meanwhile;
    this.last = initial;
    this.stay = stay;
  }

  /** Takes the answer to the observation at `step`. */
  push(rows: Rows, step: number, delaySteps: number): void {
    this.answers = [...this.answers, { rows, askedAt: step, arrivesAt: step + delaySteps }];
  }

  /** The rows that reach the robot in `count` control steps from `step` on. */
  take(step: number, count: number): Rows {
    return Array.from({ length: count }, (_, i) => {
      this.last = this.rowAt(step + i) ?? this.stay(this.last);
      return this.last;
    });
  }

  private rowAt(step: number): Row | null {
    const newest = this.answers.findLastIndex(({ arrivesAt }) => arrivesAt <= step);
    if (newest < 0) return null;
    this.answers = this.answers.slice(newest);
    const [{ rows, askedAt, arrivesAt }] = this.answers as [Answer];
    const meant = step - (this.meanwhile === 'hold' ? arrivesAt : askedAt);
    const row = rows[step === arrivesAt ? Math.min(meant, rows.length - 1) : meant];
    if (!row) return null;
    this.note(step - askedAt);
    return row;
  }

  private note(ageSteps: number): void {
    this.applied += 1;
    this.firstDelaySteps ??= ageSteps;
    this.oldestSteps = Math.max(this.oldestSteps, ageSteps);
  }
}
