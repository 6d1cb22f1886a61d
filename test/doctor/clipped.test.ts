import t from 'tap';
import { clippedOf } from '../../harness/doctor/clipped.ts';

const LIMITS = { lowerRad: [-1, -1], upperRad: [1, 1], reach: { shoulderM: [0, 0, 0.3], maxM: 0.8 } };

t.test('each kind of limit is counted once, in the words of the mode', (t) => {
  const still = [0, 0, 0, 0, 0, 0, 0.5];
  t.same(clippedOf([still], 'ee_delta', LIMITS), []);
  const far = [0.06, 0, 0, 0, 0, 0.4, 1.5];
  t.same(clippedOf([far, still], 'ee_delta', LIMITS), [
    'gripper opening outside 0..1 in 1 of 2 rows',
    'a step of more than 0.05 m in 1 of 2 rows',
    'a turn of more than 0.35 rad in a step in 1 of 2 rows',
  ]);
  t.same(clippedOf([[1, 0, 0, 0, 0, 0, 1, 1]], 'ee_pose', LIMITS), ['a place out of reach in 1 of 1 row']);
  t.same(clippedOf([[0, 1.1, 1]], 'joint_position', LIMITS), ['a joint beyond its limits in 1 of 1 row']);
  t.same(clippedOf([[9, 9, 1]], 'joint_delta', LIMITS), []);
  t.end();
});
