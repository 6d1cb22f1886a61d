/**
 * Isaac Lab behind the bridge, in its own environment: `npm run test:isaaclab` makes it (6 GB) and runs this. Left out, and
 * said so, in every other run.
 */
import t from 'tap';
import { type Ended, ended, FrontDoor } from '../builders/front-door.ts';
import { LIMIT_MS, listening, skip, started } from '../builders/isaaclab.ts';

const run = (harness: FrontDoor, address: string, ...args: string[]): Promise<Ended> =>
  harness.run(['run', '--suite', 'smoke', '--simulator', address, '--floors', 'none', ...args]);

t.test('conforms, as far as it says that it goes', { skip }, async (t) => {
  const harness = new FrontDoor(t, LIMIT_MS);
  const { code, stdout } = await harness.run(['doctor', '--simulator', await listening(t, 2)]);
  t.equal(code, 0, stdout);
  t.match(stdout, /own renderer none, not deterministic, 2 slots/);
  t.match(stdout, /\b4\d ok, 0 failed, 14 skipped/);
});

t.test('the smoke suite with camera frames, two episodes at a time in one simulation', { skip }, async (t) => {
  const harness = new FrontDoor(t, LIMIT_MS);
  const address = await listening(t, 2);
  const flags = ['--workers', '2', '--episodes', '1', '--policy', 'baseline', '--out', 'smoke'];
  const { code, stdout } = await run(harness, address, ...flags);
  t.equal(code, 0, stdout);
  t.match(stdout, /simulator {4}isaaclab 3\.0\.0 \(Newton 1\.6\.1\) · renderer harness/);
  t.match(stdout, /✗ 0 failure {3}! 0 infra error {3}≠ 0 invalid {3}– 0 not run/);
  const records = await harness.records('smoke');
  t.equal(records.length, 8);
  t.ok(records.every(({ framesRendered }) => framesRendered > 0));
  t.same([...new Set(records.map(({ worker }) => worker))].sort(), [1, 2], 'both slots had episodes');
});

t.test('the harness starts one itself, with another robot', { skip }, async (t) => {
  const harness = new FrontDoor(t, LIMIT_MS);
  const flags = ['--robot', 'ur5e', '--scenario', 'move_to_region', '--policy', 'oracle', '--episodes', '1'];
  const { code, stdout } = await run(harness, 'isaaclab', ...flags, '--workers', '1', '--out', 'arm');
  t.equal(code, 0, stdout);
  t.same(
    (await harness.records('arm')).map(({ outcome }) => outcome),
    ['success'],
  );
  t.same(harness.leftBehind(), []);
});

/** A bridge whose first world breaks in its 40th step, as one does that blows up: its numbers are no numbers any more. */
const BREAKING = `
import sim_bridge.simulators.isaaclab.worlds as w
whole, count = w.Worlds.step, [0]
def step(self, moving):
    count[0] += 0 in moving
    if count[0] == 40:
        count[0] += 1
        self._context.joint_qd[self._cells[0].speeds] = float("nan")
        self._cells[0].qd[:] = float("nan")
    return whole(self, moving)
w.Worlds.step = step
from sim_bridge.__main__ import main
main()
`;

t.test('a world that breaks is an error of its slot, is tried again, and the others go on', { skip }, async (t) => {
  const harness = new FrontDoor(t, LIMIT_MS);
  const address = await listening(t, 2, ['-c', BREAKING]);
  const flags = ['--workers', '2', '--scenario', 'pick', '--policy', 'oracle', '--episodes', '4', '--out', 'broken'];
  const { code, stdout } = await run(harness, address, ...flags);
  t.equal(code, 0, stdout);
  const records = await harness.records('broken');
  const errors = records.filter(({ outcome }) => outcome === 'infra_error');
  t.equal(errors.length, 1);
  t.match(errors[0]!.error, { code: 'E_PHYSICS', message: /this world broke in the last step; the others went on/ });
  t.equal(records.filter(({ outcome }) => outcome === 'success').length, 4);
});

t.test('more slots than fit are one line', { skip }, async (t) => {
  const { code, stderr } = await ended(started(['-m', 'sim_bridge', '--simulator', 'isaaclab', '--slots', '64']));
  t.equal(code, 2);
  t.match(stderr.trim(), /sim_bridge: --slots: expected 1 to 16 for isaaclab, got 64$/);
});
