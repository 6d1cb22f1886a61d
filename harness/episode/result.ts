import type { VisualAssets } from '../render/visuals.ts';
import type { EpisodeRecord, Evidence, Outcome } from '../types.ts';
import type { Trace } from './trace.ts';

/** What one attempt at an episode came to, before it is known who ran it and when. */
export interface EpisodeResult
  extends Pick<
    EpisodeRecord,
    | 'end'
    | 'steps'
    | 'simTimeSec'
    | 'instructionSent'
    | 'initialStateHash'
    | 'finalStateHash'
    | 'stages'
    | 'milestones'
    | 'policyCalls'
    | 'framesRendered'
    | 'inferenceMs'
    | 'timing'
    | 'actionAgeSteps'
    | 'error'
  > {
  readonly outcome: Outcome;
  readonly evidence: Evidence;
  readonly trace: Trace;
  /** Meshes and textures that the trace's visuals name. */
  readonly assets: VisualAssets;
}
