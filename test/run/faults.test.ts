import { join } from 'node:path';
import t from 'tap';
import { canonicalRows } from '../../harness/record/canonical.ts';
import type { EpisodeRecord } from '../../harness/types.ts';
import { clean, DRAWN_THERE, door, outcomes, RUN, valid } from '../builders/faulty-run.ts';
import type { Fault } from '../fakes/faults.ts';

t.test(
  'no infrastructure fault changes a rate; every attempt is kept, and the next one has the same seed',
  async (t) => {
    const expected = await clean(t);
    const broken: Record<string, Fault> = {
      'dropped in mid-episode': { kind: 'drop', op: 'step', afterSteps: 20, onceFile: 'once' },
      'killed by SIGKILL': { kind: 'kill', op: 'step', afterSteps: 20, onceFile: 'once' },
      'reset failed': {
        kind: 'error',
        op: 'reset',
        code: 'E_INTERNAL',
        message: 'out of luck',
        retryable: true,
        onceFile: 'once',
      },
      'NaN in the world': { kind: 'nan', op: 'step', onceFile: 'once' },
      'wrong id': { kind: 'wrongId', op: 'step', onceFile: 'once' },
    };
    for (const [name, fault] of Object.entries(broken)) {
      const harness = door(t);
      const { code, stderr } = await harness.run(
        [...RUN, '--workers', '1'],
        [{ ...fault, onceFile: join(harness.folder, 'once') }],
      );
      t.equal(code, 0, `${name}: ${stderr.slice(-300)}`);
      const records = await harness.records('r');
      t.same(
        records.filter(({ outcome }) => outcome === 'infra_error').map(({ attempt, steps }) => [attempt, steps]),
        [[1, 0]],
        name,
      );
      const strip = (rows: readonly EpisodeRecord[]) => canonicalRows(rows.map((row) => ({ ...row, attempt: 1 })));
      t.same(strip(valid(records)), strip(valid(expected)), `${name}: the valid rows are those of an undisturbed run`);
      t.same(harness.leftBehind(), [], name);
    }
  },
);

t.test('a bridge that always breaks leaves infra errors, no failures, and exit code 4', async (t) => {
  const harness = door(t);
  const { code, stdout } = await harness.run(
    [...RUN, '--json', '--episodes', '1'],
    [{ kind: 'exit', op: 'step', code: 3, words: 'segfault, sort of' }],
  );
  t.equal(code, 4);
  const summary = JSON.parse(stdout);
  t.match(summary.counts, { planned: 5, success: 0, failure: 0, infraError: 5, invalid: 0, notRun: 0 });
  t.match(summary.overall.valid, { k: 0, n: 0, rate: null });
  const records = await harness.records('r');
  t.equal(records.length, 10, 'each was tried again once');
  t.match(records[0]!.error!.message, /segfault, sort of/);
});

t.test('a factor that the simulator did not apply is invalid, not a success or failure', async (t) => {
  const harness = door(t);
  const { code } = await harness.run(DRAWN_THERE, [{ kind: 'ignore', path: 'light.ambient', value: 0.55 }]);
  t.equal(code, 0);
  const records = await harness.records('r');
  const dim = records.filter(({ conditionId }) => conditionId === 'lighting=dim');
  t.same(
    dim.map(({ outcome, end }) => `${outcome} ${end}`),
    Array(3).fill('invalid factor_not_applied'),
  );
  t.match(dim[0]!.evidence, {
    status: 'not_applied',
    details: [{ path: 'light.ambient', asked: 0.25, got: 0.55, ok: false }],
  });
});

t.test('a read-back alone is no proof: pictures that do not change make visual levels invalid', async (t) => {
  const harness = door(t);
  await harness.run(DRAWN_THERE, [{ kind: 'sameFrames' }]);
  const records = await harness.records('r');
  t.same(outcomes(records, 'lighting=dim'), Array(3).fill('invalid factor_not_applied'));
  t.same(outcomes(records, 'object=new_color'), Array(3).fill('invalid factor_not_applied'));
  t.notMatch(outcomes(records, 'latency=late').join(), /invalid/, 'what no picture has to show is not touched');
  t.notMatch(outcomes(records, 'nominal').join(), /invalid/);
});

t.test('a scene described without its new colour makes the level invalid, and nothing else', async (t) => {
  const harness = door(t);
  await harness.run(RUN, [{ kind: 'look', spoil: 'grey' }]);
  const records = await harness.records('r');
  t.same(outcomes(records, 'object=new_color'), Array(3).fill('invalid factor_not_applied'));
  t.same(outcomes(records, 'lighting=dim'), Array(3).fill('success success'), 'light is the renderer’s own');
});

t.test('a bridge of another protocol version is one line that names both', async (t) => {
  const harness = door(t);
  const { code, stderr } = await harness.run(RUN, [{ kind: 'protocol', version: 2 }]);
  t.equal(code, 4);
  t.match(stderr.trim(), /^E_PROTOCOL_VERSION [^\n]*1[^\n]*2[^\n]*$/);
});
