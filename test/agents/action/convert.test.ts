import fc from 'fast-check';
import t from 'tap';
import { gripperNumber, openingOf } from '../../../agents/action/convert/gripper.ts';
import { ROTATION_NAMES, ROTATIONS } from '../../../agents/action/convert/rotation.ts';
import { type Converted, converterOf, rowWidth } from '../../../agents/action/convert/rows.ts';
import { policyMapSchema } from '../../../agents/action/map/schema.ts';
import { angleBetween, multiply, rotate } from '../../../harness/geometry/vector.ts';
import type { Pose, Quat, Vec3 } from '../../../harness/types.ts';

const DOWN: Pose = { position: [0.4, 0.1, 0.3], quaternion: [1, 0, 0, 0] };

const action = (told: object) => policyMapSchema.parse({ action: told }).action;

function rowsOf(converted: Converted): readonly (readonly number[])[] {
  if ('flaw' in converted) throw new Error(converted.flaw);
  return converted.rows;
}

const convert = (told: object, rows: number[][], tool: Pose | null = null) =>
  rowsOf(
    converterOf(action(told))({ shape: [rows.length, rows[0]!.length], data: Float64Array.from(rows.flat()) }, tool),
  );

const near = (a: readonly number[], b: readonly number[], within = 1e-9): boolean =>
  a.length === b.length && a.every((value, i) => Math.abs(value - b[i]!) <= within);

const unit = fc.double({ min: -1, max: 1, noNaN: true });
const quaternions = fc
  .tuple(unit, unit, unit, unit)
  .filter((q) => Math.hypot(...q) > 0.1)
  .map((q) => q.map((x) => x / Math.hypot(...q)) as unknown as Quat);

t.test('every way to write a rotation is the same rotation when it is read again', async (t) => {
  for (const name of ROTATION_NAMES.filter((each) => each !== 'none')) {
    const { width, fromQuaternion, toQuaternion } = ROTATIONS[name];
    fc.assert(
      fc.property(quaternions, (q) => {
        const written = fromQuaternion(q);
        return written.length === width && angleBetween(toQuaternion(written), q) < 1e-6;
      }),
    );
    t.pass(name);
  }
});

t.test('a quarter turn about z, by hand', async (t) => {
  const half = Math.SQRT1_2;
  const q: Quat = [0, 0, half, half];
  const written: Record<string, number[]> = {
    axis_angle: [0, 0, Math.PI / 2],
    euler_xyz: [0, 0, Math.PI / 2],
    quaternion_xyzw: [0, 0, half, half],
    quaternion_wxyz: [half, 0, 0, half],
    rotation_6d: [0, 1, 0, -1, 0, 0],
    rotation_6d_rows: [0, -1, 0, 1, 0, 0],
  };
  for (const [name, numbers] of Object.entries(written)) {
    const { fromQuaternion, toQuaternion } = ROTATIONS[name as keyof typeof ROTATIONS];
    t.ok(near(fromQuaternion(q), numbers), `${name}: ${fromQuaternion(q)}`);
    t.ok(near(rotate(toQuaternion(numbers), [1, 0, 0]), [0, 1, 0]), `${name} turns x to y`);
  }
});

t.test('Euler angles turn about the fixed axes x, then y, then z', async (t) => {
  const about = (axis: Vec3, rad: number): Quat => [
    axis[0] * Math.sin(rad / 2),
    axis[1] * Math.sin(rad / 2),
    axis[2] * Math.sin(rad / 2),
    Math.cos(rad / 2),
  ];
  const expected = multiply(about([0, 0, 1], 0.3), multiply(about([0, 1, 0], 0.2), about([1, 0, 0], 0.1)));
  t.ok(near(ROTATIONS.euler_xyz.toQuaternion([0.1, 0.2, 0.3]), expected));
  const pole = ROTATIONS.euler_xyz.toQuaternion([0.4, Math.PI / 2, 0.1]);
  t.ok(angleBetween(ROTATIONS.euler_xyz.toQuaternion(ROTATIONS.euler_xyz.fromQuaternion(pole)), pole) < 1e-6);
});

t.test('what is no rotation is no number', async (t) => {
  t.same(ROTATIONS.quaternion_xyzw.toQuaternion([0, 0, 0, 0]), [NaN, NaN, NaN, NaN]);
  t.ok(ROTATIONS.rotation_6d.toQuaternion([1, 0, 0, 2, 0, 0]).some(Number.isNaN), 'parallel axes');
  t.ok(ROTATIONS.axis_angle.toQuaternion([NaN, 0, 0]).some(Number.isNaN));
});

t.test('grippers of either sign and any range', async (t) => {
  const cases: [open: number, closed: number, threshold: number | null, value: number, opening: number][] = [
    [1, 0, null, 0.25, 0.25],
    [0, 1, null, 0.25, 0.75],
    [-1, 1, null, -1, 1],
    [-1, 1, null, 1, 0],
    [-1, 1, null, 0, 0.5],
    [1, -1, null, 3, 1],
    [0, 1, 0.5, 0.49, 1],
    [0, 1, 0.5, 0.51, 0],
    [1, -1, 0, 0.01, 1],
    [1, -1, 0, -0.01, 0],
  ];
  for (const [open, closed, threshold, value, opening] of cases) {
    t.equal(openingOf({ open, closed, threshold }, value), opening, `${open} ${closed} ${threshold}: ${value}`);
  }
  t.equal(openingOf('none', 0), 1);
  t.ok(Number.isNaN(openingOf({ open: 0, closed: 1, threshold: 0.5 }, NaN)), 'NaN is not taken for closed');
  const bound = fc.double({ min: -10, max: 10, noNaN: true });
  fc.assert(
    fc.property(bound, bound, fc.double({ min: 0, max: 1, noNaN: true }), (open, closed, opening) => {
      fc.pre(Math.abs(open - closed) > 1e-3);
      const convention = { open, closed, threshold: null };
      return Math.abs(openingOf(convention, gripperNumber(convention, opening)) - opening) < 1e-9;
    }),
  );
});

t.test('deltas: scaled, limited, in the frame of the world or of the tool', async (t) => {
  const libero = {
    limit: 1,
    scale: { position: 0.05, rotation: 0.5 },
    gripper: { open: -1, closed: 1 },
  };
  const [row] = convert(libero, [[1, -2, 0.5, 0, 0, 0.2, 1]]);
  t.ok(near(row!, [0.05, -0.05, 0.025, 0, 0, 0.1, 0]), String(row));
  const [turned] = convert({ frame: 'tool' }, [[0.01, 0.02, 0.03, 0, 0, 0.2, 1]], DOWN);
  t.ok(near(turned!, [0.01, -0.02, -0.03, 0, 0, -0.2, 1]), 'a tool that points down turns y and z');
  const [, second] = convert(
    { frame: 'tool' },
    [
      [0, 0, 0, 0, 0, Math.PI / 2, 1],
      [0.01, 0, 0, 0, 0, 0, 1],
    ],
    { position: [0, 0, 0], quaternion: [0, 0, 0, 1] },
  );
  t.ok(near(second!, [0, 0.01, 0, 0, 0, 0, 1]), 'the second change is told from where the first one pointed');
});

t.test('poses: in the world, from the tool, and without a rotation', async (t) => {
  const [world] = convert({ space: 'ee_pose', rotation: 'quaternion_wxyz' }, [[0.4, 0, 0.2, 0, 2, 0, 0, 0.5]]);
  t.ok(near(world!, [0.4, 0, 0.2, 1, 0, 0, 0, 0.5]), 'made a unit quaternion');
  const [relative] = convert({ space: 'ee_pose', frame: 'tool' }, [[0, 0, 0.1, 0, 0, 0, 1]], DOWN);
  t.ok(near(relative!, [0.4, 0.1, 0.2, 1, 0, 0, 0, 1]), 'forward is down');
  const [kept] = convert({ space: 'ee_pose', rotation: 'none', gripper: 'none' }, [[0.1, 0.2, 0.3]], DOWN);
  t.ok(near(kept!, [0.1, 0.2, 0.3, 1, 0, 0, 0, 1]));
});

t.test('joints: any number of them, scaled', async (t) => {
  const droid = {
    space: 'joint_delta',
    limit: 1,
    scale: { joint: 0.2 },
    gripper: { open: 0, closed: 1, threshold: 0.5 },
  };
  const [row] = convert(droid, [[1, -1, 5, 0, 0, 0, 0.5, 0.7]]);
  t.ok(near(row!, [0.2, -0.2, 0.2, 0, 0, 0, 0.1, 0]), String(row));
});

t.test('what is not a table of actions is said in words; NaN goes through to be found', async (t) => {
  const flawOf = (shape: number[], length: number) =>
    converterOf(action({}))({ shape, data: new Float32Array(length) }, null) as { flaw?: string };
  t.equal(flawOf([2, 6], 12).flaw, 'expected actions of shape [T, 7], got [2, 6]');
  t.equal(flawOf([1, 2, 7], 14).flaw, 'expected actions of shape [T, 7], got [1, 2, 7]');
  t.equal(flawOf([0, 7], 0).flaw, 'expected at least one action, got none');
  t.equal(flawOf([7], 7).flaw, undefined, 'one row');
  t.ok(convert({}, [[0, 0, 0, 0, 0, 0, NaN]])[0]!.some(Number.isNaN));
  t.equal(rowWidth(action({ rotation: 'rotation_6d', gripper: 'none' })), 9);
  t.equal(rowWidth(action({ space: 'joint_position' }), 7), 8);
});
