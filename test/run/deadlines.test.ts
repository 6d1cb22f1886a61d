/** Every wait of a run ends, and there is one place to say when. */
import t, { type Test } from 'tap';
import { DEADLINES } from '../../harness/simulator/deadlines.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { SMALL } from '../builders/suite.ts';

const RUN = ['run', '--suite', 'small.yaml', '--out', 'r', '--floors', 'none', '--policy', 'oracle', '--workers', '1'];
const ONE = ['--episodes', '1', '--factor', 'latency'];

function door(t: Test): FrontDoor {
  const opened = new FrontDoor(t);
  opened.file('small.yaml', SMALL);
  return opened;
}

t.test('a simulator that falls silent costs its deadline, and no more', async (t) => {
  const harness = door(t);
  const started = Date.now();
  const { code, stderr } = await harness.run(
    [...RUN, ...ONE, '--deadline', 'step=0.5', '--deadline', 'close=0.2'],
    [{ kind: 'silent', op: 'step', afterSteps: 10, onceFile: `${harness.folder}/once` }],
  );
  t.equal(code, 0, stderr);
  t.ok(Date.now() - started < DEADLINES.stepMs, 'sooner than without being told');
  const [broken] = (await harness.records('r')).filter(({ error }) => error !== null);
  t.match(broken!.error, { code: 'E_TIMEOUT', message: 'no reply to step within 500 ms' });
  t.same(harness.leftBehind(), []);
});

t.test('an episode that does not end is an infra error, whatever it waits for', async (t) => {
  const harness = door(t);
  const slow = { kind: 'late', op: 'step', delayMs: 200 } as const;
  const { code } = await harness.run([...RUN, ...ONE, '--retries', '0', '--deadline', 'episode=0.5'], [slow]);
  t.equal(code, 4);
  const records = await harness.records('r');
  t.same(
    records.map(({ outcome, error }) => [outcome, error?.message]),
    Array(2).fill(['infra_error', 'the episode was not over within 0.5 s (--deadline episode)']),
  );
  t.same(harness.leftBehind(), []);
});

t.test('a run that has had its time ends with what is under way, and the same command goes on', async (t) => {
  const harness = door(t);
  const slow = { kind: 'late', op: 'step', delayMs: 50 } as const;
  const { code, stderr } = await harness.run([...RUN, '--deadline', 'run=1'], [slow]);
  t.equal(code, 4);
  t.match(stderr, /^the run has had its 1 s: stopping after the episodes under way$/m);
  const kept = await harness.records('r');
  t.ok(kept.length > 0 && kept.length < 15, `${kept.length} rows`);
  t.ok(kept.every(({ error }) => error === null));
  t.match(await harness.run(RUN, []), { code: 0 });
  t.equal((await harness.records('r')).length, 15);
});

t.test('a deadline that is none is one line with those that are', async (t) => {
  const harness = door(t);
  const cases: [string, RegExp][] = [
    [
      'stpe=5',
      /^E_USAGE --deadline stpe=5: expected name=seconds with one of start, connect, .* \(did you mean "step"\?\)\n$/,
    ],
    ['step', /^E_USAGE --deadline step: expected more than 0 seconds and at most 2000000\n$/],
    ['step=-1', /^E_USAGE --deadline step=-1: expected more than 0 seconds/],
    ['=5', /^E_USAGE --deadline =5: expected name=seconds/],
  ];
  for (const [word, expected] of cases) {
    const { code, stderr } = await harness.run([...RUN, '--deadline', word], []);
    t.equal(code, 2);
    t.match(stderr, expected);
  }
});
