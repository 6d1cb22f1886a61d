import { existsSync, writeFileSync } from 'node:fs';
import type { PeerFault } from './faults.ts';

export interface Moment {
  readonly op: string;
  readonly stepsDone: number;
}

/** The faults of one peer; which of them have happened is on the disk, for a process that dies of one starts again. */
export class Trap {
  readonly #faults: readonly PeerFault[];
  readonly #marks: string;

  /** @param marks beginning of the names of the files that say what has happened */
  constructor(faults: readonly PeerFault[], marks: string) {
    this.#faults = faults;
    this.#marks = marks;
  }

  /** The first fault that is due; it counts as happened from here on. */
  spring(moment: Moment): PeerFault | undefined {
    const done = this.#faults.filter((_, i) => existsSync(this.#mark(i))).length;
    const index = this.#faults.findIndex((fault, i) => this.#isDue(fault, i, moment, done));
    if (index < 0) return undefined;
    writeFileSync(this.#mark(index), `${this.#faults[index]!.kind}\n`);
    return this.#faults[index];
  }

  #isDue(fault: PeerFault, index: number, { op, stepsDone }: Moment, done: number): boolean {
    if (fault.once && existsSync(this.#mark(index))) return false;
    const happened = done - (existsSync(this.#mark(index)) ? 1 : 0);
    return (fault.op ?? op) === op && stepsDone >= fault.afterSteps && happened >= fault.afterFaults;
  }

  #mark(index: number): string {
    return `${this.#marks}.${index}`;
  }
}
