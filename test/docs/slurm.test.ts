import t from 'tap';
import { smallSuite } from '../builders/queue-stage.ts';
import { block, joinedIsAlone, shell } from '../builders/shares.ts';

const SHARES = 3;

t.test('the array job of docs/scale.md, each task by itself, then joined', async (t) => {
  const harness = smallSuite(t);
  const [, first, last] = block('bash')
    .match(/^#SBATCH --array=(\d+)-(\d+)$/m)!
    .map(Number);
  t.equal(first, 1, 'tasks are numbered as shards are');
  t.ok(last! >= SHARES);
  const script = block('bash').replace('--workers 4', '--workers 1');
  for (let task = first!; task <= SHARES; task++) {
    const variables = { SLURM_ARRAY_TASK_ID: String(task), SLURM_ARRAY_TASK_COUNT: String(SHARES) };
    t.equal(shell(harness, script, variables), 0, `task ${task}`);
  }
  await joinedIsAlone(t, harness);
});
