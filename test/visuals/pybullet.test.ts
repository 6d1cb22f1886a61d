/** Looks and poses of the real bridge. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { posesOf } from '../../harness/render/poses.ts';
import type { Visuals } from '../../harness/render/visuals.ts';
import { simulatorHost } from '../../harness/simulator/simulators.ts';
import type { SceneSpec } from '../../harness/types.ts';
import { loadVisuals } from '../../harness/visuals/load.ts';
import { AssetStore } from '../../harness/visuals/store.ts';
import { SCENE } from '../fakes/scenes.ts';

const POSES = { cameras: [], state: [], poses: true } as const;

/** Every kind of shape of the library, tinted and not, one scaled, one that leans; two textures, both kinds of paint. */
const body = (name: string, model: string, x: number, y: number, more = {}) => ({
  ...SCENE.bodies[0]!,
  name,
  model,
  position: [x, y, 0] as const,
  ...more,
});
const FULL: SceneSpec = {
  ...SCENE,
  table: { color: [1, 1, 1], texture: 'oak' },
  floor: { color: [0.8, 0.8, 0.8], texture: 'checker' },
  bodies: [
    body('mug', 'mug', 0.5, 0.1, { color: [0.9, 0.1, 0.2], scale: 1.2 }),
    body('spoon', 'spoon', 0.5, -0.1),
    body('bottle', 'water_bottle', 0.4, 0.25, {
      quaternion: [0, Math.SQRT1_2, 0, Math.SQRT1_2],
      position: [0.4, 0.25, 0.06],
    }),
    body('pear', 'pear', 0.4, -0.25),
    body('house', 'roof_block', 0.6, 0.3),
    body('bin', 'bin', 0.6, -0.3, { fixed: true }),
  ],
  zones: [SCENE.zones[0]!, { ...SCENE.zones[0]!, name: 'disc', shape: 'disc', center: [0.4, -0.3], yawRad: 0.5 }],
};

async function open(test: Test) {
  const host = simulatorHost('pybullet');
  test.teardown(() => host.dispose());
  const folder = await mkdtemp(join(tmpdir(), 'visuals-'));
  test.teardown(() => rm(folder, { recursive: true }));
  return { simulator: await host.open(), folder };
}

/** Largest difference in a frame's row, sign of the quaternion aside. */
function apart(a: Float64Array, b: Float64Array, frame: number): number {
  const [p, q] = [a.subarray(frame * 7, frame * 7 + 7), b.subarray(frame * 7, frame * 7 + 7)];
  const sign = p[3]! * q[3]! + p[4]! * q[4]! + p[5]! * q[5]! + p[6]! * q[6]! < 0 ? -1 : 1;
  return Math.max(...Array.from(p, (each, i) => Math.abs(each - (i < 3 ? 1 : sign) * q[i]!)));
}

const followsGripper = ({ frames }: Visuals, at: number): boolean => {
  const frame = frames[at]!;
  return frame.kind === 'link' && frame.joint !== null && 'open' in frame.joint.drive;
};

t.test('forward kinematics agrees with the simulator, at reset and on the way', async (t) => {
  const { simulator, folder } = await open(t);
  const reset = await simulator.reset(FULL, 1, POSES);
  const { visuals } = await loadVisuals(simulator, new AssetStore(folder));
  const compare = (state: typeof reset.worldState, poses: Float64Array | null, when: string) => {
    const own = posesOf(visuals, state);
    t.equal(own.length, poses?.length, 'a row for each frame');
    visuals.frames.forEach((frame, at) => {
      const limit = followsGripper(visuals, at) ? 5e-4 : 1e-6;
      const distance = apart(own, poses!, at);
      t.ok(distance < limit, `${frame.name} ${when}: ${distance}`);
    });
  };
  compare(reset.worldState, reset.reading.poses, 'at reset');
  for (let i = 0; i < 4; i++) {
    const rows = Array.from({ length: 5 }, () => [0.01, 0.008, -0.02, 0.02, 0.03, -0.04, i % 2]);
    const data = Float64Array.from(rows.flat());
    const step = await simulator.step({ mode: 'ee_delta', count: 5, dim: 7, data }, POSES);
    compare(step.worldStates.at(-1)!, step.reading.poses, `after ${5 * (i + 1)} steps`);
  }
});
