import t from 'tap';
import { type Look, TruthOfEpisode } from '../../agents/grounding/truth/query-truth.ts';
import { toolPathOf } from '../../agents/grounding/truth/tool-path.ts';
import { EMPTY_TRACE, type Trace } from '../../harness/episode/trace.ts';
import type { VisualFrame, VisualPart } from '../../harness/render/visuals.ts';
import type { Playback } from '../../harness/replay/playback.ts';
import type { Intent, Vec3, WorldState } from '../../harness/types.ts';
import { FRONT, SCENE } from '../fakes/scenes.ts';

const UPRIGHT = [0, 0, 0, 1] as const;
const pose = (position: Vec3) => ({ position, quaternion: UPRIGHT });
const at = (position: Vec3) => ({ ...pose(position), linearVelocity: [0, 0, 0], angularVelocity: [0, 0, 0] }) as const;
const part = (name: string, frame: number, sizeM: Vec3): VisualPart => ({
  name,
  frame,
  pose: pose([0, 0, 0]),
  scale: 1,
  shape: { kind: 'box', sizeM },
  color: [1, 1, 1],
  alpha: 1,
  texture: null,
});

/** In the axes of the eye, which looks along z from the origin: a metre away, a metre fills the height of the image. */
const state = (target: Vec3): WorldState => ({
  timeSec: 0,
  bodies: { target: at(target), goal: at([-0.3, 0.2, 1]), wall: at([0.25, 0, 0.5]) },
  jointsRad: [],
  tcp: pose([0, 0, 2]),
  gripperOpening: 1,
  contacts: [],
});
const names = ['target', 'goal', 'wall'];
const frames = names.map((name): VisualFrame => ({ name, kind: 'body', body: name }));
const thin = 0.002;
const parts = [part('target', 0, [0.2, 0.2, thin]), part('goal', 1, [0.2, 0.2, thin]), part('wall', 2, [0.5, 1, thin])];
const playback: Playback = {
  stage: {
    visuals: { frames, parts, handFrame: -1 },
    assets: { meshes: {}, textures: {} },
    names,
    light: SCENE.light,
    background: [0, 0, 0],
  },
  cameras: [{ ...FRONT, ...pose([0, 0, 0]), fovYRad: 2 * Math.atan(0.5) }],
  // Half behind the wall, free of it, wholly behind it, out of the image.
  states: [state([0, 0, 1]), state([-0.3, 0, 1]), state([0.2, 0, 1]), state([5, 0, 1])],
  controlHz: 20,
};
const intent: Intent = { task: 'pick_and_place', target: 'target', goal: 'goal' };
const look = (step: number, more: Partial<Look> = {}): Look => ({
  kind: 'affordance',
  camera: 'front',
  widthPx: 100,
  heightPx: 100,
  step,
  ...more,
});
const rounded = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_, each) => (typeof each === 'number' ? Math.round(each * 1e9) / 1e9 : each));

t.test('the box of what shows, and how much does not', async (t) => {
  const truth = new TruthOfEpisode(playback, intent, null);
  // 20 x 20 pixels around the middle, of which the wall hides those from 50 on.
  t.same(rounded(truth.of(look(0))), {
    pointing: { kind: 'affordance', box: { x: 0.45, y: 0.5, width: 0.1, height: 0.2 } },
    maskPx: 200,
    occlusion: 0.5,
    reference: null,
  });
  const free = { kind: 'affordance', box: { x: 0.2, y: 0.5, width: 0.2, height: 0.2 } };
  t.match(rounded(truth.of(look(1))), { pointing: free, maskPx: 400, occlusion: 0 });
  t.match(truth.of(look(2)), { pointing: null, maskPx: 0, occlusion: 1 });
  t.match(truth.of(look(3)), { pointing: null, maskPx: 0, occlusion: null });
  const goal = { kind: 'affordance', box: { x: 0.2, y: 0.7, width: 0.2, height: 0.2 } };
  t.match(rounded(truth.of(look(0, { about: 'goal' }))), { pointing: goal, maskPx: 400 });
  const wide = { kind: 'affordance', box: { x: 0.475, y: 0.5, width: 0.05, height: 0.2 } };
  t.match(rounded(truth.of(look(0, { widthPx: 200 }))), { pointing: wide, maskPx: 200 });
  t.throws(() => truth.of(look(0, { camera: 'frnt' })), { code: 'E_USAGE', message: /unknown camera 'frnt'/ });
  t.match(new TruthOfEpisode(playback, { task: 'pick_absent', target: null, goal: null }, null).of(look(0)), {
    pointing: null,
    occlusion: null,
  });
});

t.test('the path that would have been right', async (t) => {
  const asked = look(0, { kind: 'trajectory' });
  const path = (truth: TruthOfEpisode, more: Partial<Look> = {}) => {
    const { pointing, reference } = truth.of({ ...asked, ...more });
    return { reference, path: pointing?.kind === 'trajectory' ? (rounded(pointing.trajectory) as number[][]) : null };
  };
  const straight = new TruthOfEpisode(playback, intent, null);
  // From the middle of the visible half, (0.45, 0.5), to that of the goal, (0.2, 0.7), in thirds.
  const thirds = [0, 1, 2, 3].map((i) => [0.45 - (0.25 * i) / 3, 0.5 + (0.2 * i) / 3]);
  t.same(path(straight), { reference: 'straight', path: rounded(thirds) });
  // Of the goal, and without one, the gripper comes from the middle of the image.
  t.match(path(straight, { about: 'goal' }).path, [[0.5, 0.5], {}, {}, [0.2, 0.7]]);
  t.match(path(new TruthOfEpisode(playback, { task: 'pick', target: 'target', goal: null }, null)).path, [
    [0.5, 0.5],
    {},
    {},
    [0.45, 0.5],
  ]);
  const tool = new TruthOfEpisode(playback, intent, [
    [0, 0, 1],
    [0, -0.4, 1],
    [-0.3, 0.2, 1],
  ]);
  const { reference, path: walked } = path(tool);
  t.equal(reference, 'oracle');
  t.equal(walked!.length, 16);
  t.same(
    [walked![0], walked!.at(-1)],
    [
      [0.5, 0.5],
      [0.2, 0.7],
    ],
  );
});

t.test("the oracle's tool from its last grasp to its last release", async (t) => {
  const call = (step: number, stage: string) => ({
    step,
    stage,
    inferenceMs: 0,
    actions: 1,
    text: null,
    declares: null,
    query: null,
  });
  const states = [0, 1, 2, 3, 4, 5].map((z): WorldState => ({ ...state([0, 0, 1]), tcp: pose([0, 0, z]) }));
  const trace: Trace = {
    ...EMPTY_TRACE,
    initial: states[0]!,
    worldStates: states.slice(1),
    calls: [call(0, 'grasp'), call(2, 'grasp'), call(4, 'release')],
  };
  t.same(toolPathOf(trace), [
    [0, 0, 2],
    [0, 0, 3],
    [0, 0, 4],
  ]);
  t.equal(toolPathOf({ ...trace, calls: [call(2, 'grasp')] }), null);
  t.equal(toolPathOf(EMPTY_TRACE), null);
});
