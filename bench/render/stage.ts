import type { Eye, FrameRequest, Stage } from '../../harness/render/frame.ts';
import { posesOf } from '../../harness/render/poses.ts';
import type { FramePoses } from '../../harness/render/visuals.ts';
import { loadVisuals } from '../../harness/visuals/load.ts';
import { AssetStore } from '../../harness/visuals/store.ts';
import { type Workload, withHost } from '../setting.ts';

/** A scene as the renderer takes it, and how it moves: poses after each control step of a workload. */
export interface Recording {
  readonly stage: Stage;
  readonly poses: readonly FramePoses[];
}

export async function recorded({ episode, rows }: Workload): Promise<Recording> {
  return withHost(async (host) => {
    const simulator = await host.open();
    const { scene, seed } = episode;
    const blind = { cameras: [], state: [] };
    const { names } = await simulator.reset(scene, seed, blind);
    const look = await loadVisuals(simulator, new AssetStore());
    const actions = {
      mode: 'joint_position',
      count: rows.length,
      dim: 8,
      data: Float64Array.from(rows.flat()),
    } as const;
    const { worldStates } = await simulator.step(actions, blind);
    const stage = { ...look, names, light: scene.light, background: scene.background };
    return { stage, poses: worldStates.map((state) => posesOf(look.visuals, state)) };
  });
}

export function frontOf({ episode }: Workload): Eye {
  const { position, quaternion, ...rest } = episode.scene.cameras.find(({ name }) => name === 'front')!;
  return { pose: { position, quaternion }, ...rest };
}

export interface View {
  readonly widthPx: number;
  readonly heightPx: number;
  /** Depth and segmentation too. */
  readonly all?: boolean;
  readonly antialias?: 1 | 2;
  /** The camera is somewhere else in every frame, as one on a hand is. */
  readonly moving?: boolean;
}

const SHIFT_M = 1e-4;

export function request(
  eye: Eye,
  { widthPx, heightPx, all = false, moving = false, antialias = 1 }: View,
  frame: number,
): FrameRequest {
  const [x, y, z] = eye.pose.position;
  const pose = moving ? { ...eye.pose, position: [x + SHIFT_M * frame, y, z] as const } : eye.pose;
  return { eye: { ...eye, pose }, widthPx, heightPx, depth: all, segmentation: all, antialias };
}
