import t from 'tap';
import { posesOf } from '../../harness/render/poses.ts';
import type { VisualFrame, Visuals } from '../../harness/render/visuals.ts';
import type { WorldState } from '../../harness/types.ts';

const UPRIGHT = [0, 0, 0, 1] as const;
const pose = (x: number, y: number, z: number) => ({ position: [x, y, z], quaternion: UPRIGHT }) as const;
const still = { linearVelocity: [0, 0, 0], angularVelocity: [0, 0, 0] } as const;

const STATE: WorldState = {
  timeSec: 0,
  bodies: { cube: { position: [1, 2, 3], quaternion: [0, 0, 0, 2], ...still } },
  jointsRad: [Math.PI / 2],
  tcp: pose(0, 0, 0),
  gripperOpening: 0.5,
  contacts: [],
};

const look = (...frames: VisualFrame[]): Visuals => ({ frames, parts: [], handFrame: -1 });
const ARM: readonly VisualFrame[] = [
  { name: 'base', kind: 'fixed', pose: pose(0, 0, 1) },
  {
    name: 'link',
    kind: 'link',
    parent: 0,
    pose: pose(0, 0, 1),
    joint: { type: 'turn', axis: [0, 0, 1], drive: { joint: 0 } },
  },
  {
    name: 'finger',
    kind: 'link',
    parent: 1,
    pose: pose(1, 0, 0),
    joint: { type: 'slide', axis: [1, 0, 0], drive: { closed: 0.2, open: 0.4 } },
  },
  { name: 'pad', kind: 'link', parent: 2, pose: pose(0, 1, 0), joint: null },
];

t.test('a chain: turned, slid, welded', async (t) => {
  const poses = posesOf(look(...ARM), STATE);
  const near = (row: number, wanted: readonly number[]) =>
    wanted.forEach((each, i) => {
      t.ok(Math.abs(poses[row * 7 + i]! - each) < 1e-15, `${ARM[row]!.name}[${i}]: ${poses[row * 7 + i]} is ${each}`);
    });
  near(1, [0, 0, 2, 0, 0, Math.SQRT1_2, Math.SQRT1_2]);
  near(2, [0, 1.3, 2]);
  near(3, [-1, 1.3, 2]);
});

t.test('quaternions come out with length 1', async (t) => {
  t.same([...posesOf(look({ name: 'cube', kind: 'body', body: 'cube' }), STATE)], [1, 2, 3, 0, 0, 0, 1]);
});

t.test('what does not fit the state is E_VISUALS and says which frame', async (t) => {
  const cases: readonly (readonly [Visuals, WorldState, RegExp])[] = [
    [look({ name: 'ball', kind: 'body', body: 'ball' }), STATE, /frame ball: expected a body ball .* got \["cube"\]/],
    [look(...ARM), { ...STATE, jointsRad: [] }, /frame link: expected a finite joint in the state, got undefined/],
    [look(...ARM), { ...STATE, gripperOpening: Number.NaN }, /frame finger: expected a finite joint/],
    [
      look({ name: 'cube', kind: 'body', body: 'cube' }),
      { ...STATE, bodies: { cube: { ...STATE.bodies.cube!, position: [Number.NaN, 0, 0] } } },
      /frame cube: expected a finite position/,
    ],
    [
      look({ name: 'cube', kind: 'body', body: 'cube' }),
      { ...STATE, bodies: { cube: { ...STATE.bodies.cube!, quaternion: [0, 0, 0, 0] } } },
      /frame cube: expected a quaternion that is a rotation/,
    ],
  ];
  for (const [visuals, state, message] of cases) {
    t.throws(() => posesOf(visuals, state), { code: 'E_VISUALS', message });
  }
});
