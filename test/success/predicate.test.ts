import t from 'tap';
import { aboutZ } from '../../harness/geometry/vector.ts';
import type { SuccessContext } from '../../harness/success/conditions.ts';
import { asksForWords, compile, holdsAtOnce } from '../../harness/success/predicate.ts';
import type { BodyState, Predicate, Vec3, WorldState } from '../../harness/types.ts';

const still = { linearVelocity: [0, 0, 0], angularVelocity: [0, 0, 0] } as const;
const body = (position: Vec3, extra: Partial<BodyState> = {}): BodyState => ({
  position,
  quaternion: [0, 0, 0, 1],
  ...still,
  ...extra,
});

function world(bodies: Record<string, BodyState>, timeSec = 0, contacts: [string, string][] = []): WorldState {
  return {
    timeSec,
    bodies,
    contacts,
    jointsRad: [],
    tcp: { position: [0, 0, 1], quaternion: [0, 0, 0, 1] },
    gripperOpening: 1,
  };
}

const start = world({ cube: body([0.4, 0.2, 0]), bowl: body([0.5, -0.2, 0]) });
const context: SuccessContext = {
  initial: start,
  shapes: {
    cube: { sizeM: [0.04, 0.04, 0.04], cavity: null },
    bowl: {
      sizeM: [0.16, 0.16, 0.05],
      cavity: { shape: 'disc', offsetM: [0, 0], radiusM: 0.07, floorM: 0.01, rimM: 0.05 },
    },
    drawer: {
      sizeM: [0.2, 0.1, 0.05],
      cavity: { shape: 'rect', offsetM: [0.06, 0], sizeM: [0.07, 0.09], floorM: 0.01, rimM: 0.05 },
    },
    bin: {
      sizeM: [0.2, 0.1, 0.05],
      cavity: { shape: 'rect', offsetM: [0, 0], sizeM: [0.18, 0.08], floorM: 0.01, rimM: 0.05 },
    },
  },
  zones: {
    goal: { name: 'goal', shape: 'rect', center: [0.5, 0.1], sizeM: [0.2, 0.1], yawRad: Math.PI / 2, color: [1, 0, 0] },
  },
};

const holds = (predicate: Predicate, state: WorldState, declared: 'done' | 'target_absent' | null = null): boolean =>
  compile(predicate, context)({ state, declared });

t.test('inside: centre over the cavity and the lowest point below the rim', async (t) => {
  const inBowl = (position: Vec3) =>
    holds({ inside: ['cube', 'bowl'] }, world({ ...start.bodies, cube: body(position) }));
  t.ok(inBowl([0.5, -0.2, 0.012]), 'lying in it');
  t.notOk(inBowl([0.4, 0.2, 0]), 'on the table');
  t.notOk(inBowl([0.5, -0.2, 0.06]), 'held above the rim');
  t.notOk(inBowl([0.575, -0.2, 0.012]), 'centre beyond the wall');
  t.notOk(inBowl([0.5, -0.2, -0.06]), 'below it');
});

t.test('inside: a hollow beside the middle of its receptacle turns with it', async (t) => {
  const drawer = body([0.5, 0, 0], { quaternion: aboutZ(Math.PI / 2) });
  const cubeAt = (x: number, y: number) =>
    holds({ inside: ['cube', 'drawer'] }, world({ cube: body([x, y, 0.01]), drawer }));
  t.ok(cubeAt(0.5, 0.06));
  t.ok(cubeAt(0.54, 0.09));
  t.notOk(cubeAt(0.5, 0.11));
  t.notOk(cubeAt(0.5, 0));
  t.notOk(cubeAt(0.56, 0.06));
});

t.test('inside follows a receptacle that was turned and moved', async (t) => {
  const turned = body([0.3, 0.3, 0], { quaternion: aboutZ(Math.PI / 2) });
  const at = (position: Vec3) => holds({ inside: ['cube', 'bin'] }, world({ bin: turned, cube: body(position) }));
  t.ok(at([0.3, 0.38, 0.012]), 'along the turned long side');
  t.notOk(at([0.38, 0.3, 0.012]), 'along the turned short side');
});

t.test('inZone: on the table with the centre over the painted, turned rectangle', async (t) => {
  const at = (position: Vec3) => holds({ inZone: ['cube', 'goal'] }, world({ cube: body(position) }));
  t.ok(at([0.5, 0.19, 0]));
  t.notOk(at([0.59, 0.1, 0]), 'inside the unturned rectangle only');
  t.notOk(at([0.5, 0.1, 0.1]), 'in the air');
});

t.test('lifted, released, undisturbed and at rest', async (t) => {
  t.ok(holds({ lifted: 'cube' }, world({ ...start.bodies, cube: body([0.4, 0.2, 0.1]) })));
  t.notOk(holds({ lifted: 'cube' }, world({ ...start.bodies, cube: body([0.4, 0.2, 0.099]) })));
  t.ok(holds({ lifted: 'cube', byM: 0.05 }, world({ ...start.bodies, cube: body([0.4, 0.2, 0.051]) })));
  t.notOk(holds({ released: 'cube' }, world(start.bodies, 0, [['cube', 'gripper']])));
  t.ok(holds({ released: 'cube' }, world(start.bodies, 0, [['bowl', 'gripper']])));
  t.ok(holds({ undisturbed: 'all' }, start));
  t.notOk(holds({ undisturbed: 'all' }, world({ ...start.bodies, bowl: body([0.52, -0.2, 0]) })));
  const moving = body([0.4, 0.2, 0], { linearVelocity: [0.06, 0, 0] });
  t.notOk(holds({ atRest: 'cube' }, world({ cube: moving })));
});

t.test('on: touching, above, over the footprint', async (t) => {
  const state = (position: Vec3, contacts: [string, string][]) =>
    world({ ...start.bodies, cube: body(position) }, 0, contacts);
  t.ok(holds({ on: ['cube', 'bowl'] }, state([0.5, -0.2, 0.02], [['cube', 'bowl']])));
  t.notOk(holds({ on: ['cube', 'bowl'] }, state([0.5, -0.2, 0.02], [])));
  t.notOk(holds({ on: ['cube', 'bowl'] }, state([0.6, -0.2, 0.0], [['cube', 'bowl']])), 'leaning on its side');
});

t.test('a hold time needs every step of it, and starts again after a break', async (t) => {
  const test = compile({ lifted: 'cube', holdSec: 0.1 }, context);
  const at = (timeSec: number, z: number) =>
    test({ state: world({ ...start.bodies, cube: body([0.4, 0.2, z]) }, timeSec), declared: null });
  t.same([at(0.05, 0.2), at(0.1, 0.2), at(0.15, 0.2)], [false, false, true]);
  t.same([at(0.2, 0), at(0.25, 0.2), at(0.3, 0.2), at(0.35, 0.2)], [false, false, false, true]);
});

t.test('a hold inside `any` counts although the other branch was true first', async (t) => {
  const test = compile(
    { all: [{ any: [{ released: 'cube' }, { atRest: 'cube', holdSec: 0.1 }] }, { lifted: 'cube' }] },
    context,
  );
  const at = (timeSec: number, z: number, touching: boolean) =>
    test({
      state: world({ ...start.bodies, cube: body([0.4, 0.2, z]) }, timeSec, touching ? [['cube', 'gripper']] : []),
      declared: null,
    });
  t.same([at(0.05, 0, false), at(0.1, 0, false), at(0.15, 0.2, true)], [false, false, true]);
});

t.test('a goal that is met at reset is seen although it asks to be held', async (t) => {
  t.ok(holdsAtOnce({ all: [{ released: 'cube' }, { atRest: 'cube', holdSec: 0.5 }], holdSec: 1 }, context));
  t.notOk(holdsAtOnce({ lifted: 'cube', holdSec: 0.5 }, context));
});

t.test('words: declarations, and which goals can be reached by them', async (t) => {
  t.ok(holds({ declared: 'target_absent' }, start, 'target_absent'));
  t.notOk(holds({ declared: 'target_absent' }, start, 'done'));
  t.ok(asksForWords({ all: [{ undisturbed: 'all' }, { declared: 'target_absent' }] }));
  t.notOk(asksForWords({ not: { inside: ['cube', 'bowl'] } }));
});

t.test('a name that is not in the scene is an error, not a failure', async (t) => {
  t.throws(() => holds({ lifted: 'ghost' }, start), /ghost/);
  t.throws(() => holds({ inside: ['cube', 'cube'] }, start), /no cavity/);
});

t.test('a foreign world says itself when its goal holds; one that says nothing is an error', async (t) => {
  const test = compile({ reported: 'goal' }, { ...context, initial: { ...start, reported: false } });
  t.notOk(test({ state: start, declared: null }));
  t.notOk(test({ state: { ...start, reported: false }, declared: 'done' }));
  t.ok(test({ state: { ...start, reported: true }, declared: null }));
  t.throws(() => compile({ reported: 'goal' }, context), {
    code: 'E_SCENARIO',
    message: 'success: expected a world that reports whether its goal holds, got one that reports nothing',
  });
  t.ok(holdsAtOnce({ reported: 'goal' }, { ...context, initial: { ...start, reported: true } }));
  t.notOk(asksForWords({ reported: 'goal' }));
});
