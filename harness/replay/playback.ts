/** A recorded episode as something to draw: needs no simulator, runs in browsers too. */
import type { Trace } from '../episode/trace.ts';
import { HarnessError } from '../errors.ts';
import type { Stage } from '../render/frame.ts';
import type { VisualAssets } from '../render/visuals.ts';
import type { CameraSpec, EpisodeSpec, SceneSpec, WorldState } from '../types.ts';

export interface Playback {
  readonly stage: Stage;
  readonly cameras: readonly CameraSpec[];
  /** That after reset, then one per control step. */
  readonly states: readonly WorldState[];
  readonly controlHz: number;
}

/** @throws HarnessError E_RUN for a trace without visuals or states */
export function playbackOf({ scene }: EpisodeSpec, trace: Trace, assets: VisualAssets): Playback {
  const { initial, worldStates, visuals } = trace;
  if (visuals === null) throw withoutVisuals();
  if (initial === null) throw new HarnessError('E_RUN', 'expected a trace with world states, got one without any');
  const { light, background, cameras, controlHz } = scene;
  const stage = { visuals, assets, names: namesOf(scene), light, background };
  return { stage, cameras, states: [initial, ...worldStates], controlHz };
}

export const withoutVisuals = (): HarnessError =>
  new HarnessError('E_RUN', 'this run was recorded without visuals, which pictures from its states need', {
    hint: 'run it again with --fresh, or let `harness replay --verify` rebuild the episode in its simulator',
  });

/** Index space of segmentation (docs/protocol.md, `names`). */
const namesOf = ({ bodies, zones }: SceneSpec): string[] => [
  ...bodies.map(({ name }) => name),
  ...['table', 'floor', 'gripper', 'arm'],
  ...zones.map(({ name }) => name),
];
