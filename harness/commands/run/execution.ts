import type { Reporter } from '../../../reports/index.ts';
import type { Draft, Manifest } from '../../record/manifest.ts';
import type { PlanFile } from '../../record/plan-file.ts';
import type { Chosen } from '../../run/choose-folder.ts';
import type { RunDeadlines } from '../../run/deadlines.ts';
import type { SimulatorHost } from '../../simulator/host.ts';
import type { LiveGate } from './live-gate.ts';
import type { OpenQueue } from './open-queue.ts';
import type { RunOptions } from './options.ts';
import type { Prepared } from './prepare.ts';

/** All that a run needs once it is decided what and where. */
export interface Execution {
  readonly options: RunOptions;
  readonly prepared: Prepared;
  readonly chosen: Chosen;
  /** Of a new run; not needed for one that goes on. */
  readonly draft: Draft;
  readonly hosts: readonly SimulatorHost[];
  /** Where workers elsewhere take the episodes; null where they run here. */
  readonly queue: OpenQueue | null;
  readonly deadlines: RunDeadlines;
  readonly gate: LiveGate | null;
  readonly reporter: Reporter;
  readonly stop: AbortSignal;
  readonly abandon: AbortSignal;
}

/** The same with the plan on the disk. */
export interface Begun extends Execution {
  readonly manifest: Manifest;
  readonly plan: PlanFile;
}
