/** `npm run test:heavy`: LIBERO through the front door. Makes its Python environment of 2 GB where there is none. */
import { join } from 'node:path';
import t from 'tap';
import { runCommand } from '../../harness/python/run-command.ts';
import { canonicalRows } from '../../harness/record/canonical.ts';
import { FrontDoor } from '../builders/front-door.ts';

const LIMIT_MS = 900_000;
const ONE = ['--episodes', '1', '--floors', 'none', '--workers', '1', '--out', 'r', '--json'];
const TWO_TASKS = ['run', '--suite', 'libero-spatial', '--scenario', 'spatial_00', '--scenario', 'spatial_01', ...ONE];
const ALL_KINDS = ['run', '--suite', 'libero-pro', '--scenario', 'spatial_00', ...ONE];
const root = join(import.meta.dirname, '..', '..');

/** Before the first test: what they all need. */
const [python, gl] = await prepared();

async function prepared(): Promise<readonly [python: string, skip: string | false]> {
  const cli = join(root, 'dist', 'harness', 'cli.js');
  const setup = [process.execPath, cli, 'setup', '--simulator', 'libero', '--json'] as const;
  const made = await runCommand(setup as unknown as [string, ...string[]], { deadlineMs: LIMIT_MS });
  if (!made.ok) throw new Error(made.stderr);
  const { python } = JSON.parse(made.stdout) as { python: string };
  const look = 'from sim_bridge.simulators.gl import find_backend; print(find_backend())';
  const variables = { PYTHONPATH: join(root, 'sim-bridge') };
  const { stdout } = await runCommand([python, '-c', look], { deadlineMs: LIMIT_MS, variables });
  const isBlind = stdout.trim() === 'None';
  return [python, isBlind && 'NOT TESTED: LIBERO needs EGL or OSMesa, and this machine has neither'];
}

t.test('a policy that does nothing, or anything, scores 0 on two tasks', { skip: gl }, async (t) => {
  for (const policy of ['noop', 'random']) {
    const harness = new FrontDoor(t, LIMIT_MS);
    const { code, stdout, stderr } = await harness.run([...TWO_TASKS, '--policy', policy]);
    t.equal(code, 0, stderr.slice(-300));
    t.match(JSON.parse(stdout).counts, { planned: 2, success: 0, failure: 2, infraError: 0, invalid: 0, notRun: 0 });
    t.same(
      (await harness.records('r')).map(({ end, steps }) => ({ end, steps })),
      Array(2).fill({ end: 'max_steps', steps: 220 }),
    );
    t.same(harness.leftBehind(), []);
  }
});

t.test(
  'a scripted reach meets nominal and the four kinds, paired, with the words of the rule',
  { skip: gl },
  async (t) => {
    const harness = new FrontDoor(t, LIMIT_MS);
    const { code, stderr } = await harness.run([...ALL_KINDS, '--policy', 'reach']);
    t.equal(code, 0, stderr.slice(-300));
    const records = await harness.records('r');
    t.same(
      records.map(({ conditionId, outcome, evidence }) => [conditionId, outcome, evidence.status]),
      [
        ['nominal', 'failure', 'nominal'],
        ['instruction=lan', 'failure', 'applied'],
        ['object=object', 'failure', 'applied'],
        ['position=swap', 'failure', 'applied'],
        ['task=task', 'failure', 'applied'],
      ],
    );
    const [nominal, lan, object, swap, task] = records;
    t.same(
      [lan, task].map((each) => each!.initialStateHash),
      Array(2).fill(nominal!.initialStateHash),
      'paired',
    );
    t.notSame(object!.initialStateHash, nominal!.initialStateHash);
    t.equal(lan!.instructionSent, 'lift the black bowl between the plate and ramekin and set it on the plate');
    t.match(task!.instructionSent, /^pick the akita black bowl not between the plate/);
    t.same(
      [object, swap].map((each) => each!.instructionSent),
      Array(2).fill(nominal!.instructionSent),
    );
    t.equal(nominal!.milestones![0]!.name, 'reached');
    t.ok(nominal!.framesRendered === 1, 'drawn once, as it was asked for once');
  },
);

t.test(
  'the positive control: a target that is put on its goal is a success, at once and as published',
  { skip: gl },
  async (t) => {
    const harness = new FrontDoor(t, LIMIT_MS);
    const bridge = join(root, 'test', 'heavy', 'teleporting-bridge.py');
    const argv = [python, bridge, '--simulator', 'libero', '--ready-fd', '3'];
    const { stdout, stderr } = await harness.run([...TWO_TASKS, '--policy', 'noop'], undefined, {
      HARNESS_BRIDGE: JSON.stringify(argv),
    });
    t.match(JSON.parse(stdout).counts, { success: 2, failure: 0 }, stderr.slice(-300));
    for (const { steps } of await harness.records('r')) t.ok(steps > 5 && steps < 30, `after ${steps} steps`);
  },
);

t.test(
  'a state that throws the bowl is invalid, with the reason; the same run gives the same rows',
  { skip: gl },
  async (t) => {
    const run = ['run', '--suite', 'libero-pro-published', '--scenario', 'spatial_00', '--level', 'task', ...ONE];
    const [one, two] = [new FrontDoor(t, LIMIT_MS), new FrontDoor(t, LIMIT_MS)];
    await Promise.all([one, two].map((harness) => harness.run([...run, '--policy', 'reach?camera=none'])));
    const [, thrown] = await one.records('r');
    t.match(thrown, { conditionId: 'task=task', outcome: 'invalid', end: 'not_settled' });
    t.same(canonicalRows(await two.records('r')), canonicalRows(await one.records('r')));
  },
);

t.test(
  'the audit says what is applied, and what would be if the name of the task were sent',
  { skip: gl },
  async (t) => {
    const { code, stdout } = await new FrontDoor(t, LIMIT_MS).run([
      ...['audit', '--suite', 'libero-pro', '--scenario', 'spatial_00', '--level', 'lan', '--json'],
    ]);
    t.equal(code, 0);
    t.match(JSON.parse(stdout).rows, [
      { group: 'libero_spatial', conditionId: 'nominal', counts: { applied: 1 } },
      { conditionId: 'instruction=lan', counts: { applied: 1 }, paired: 1, otherWords: 1, otherWordsOfName: 0 },
    ]);
  },
);

t.test("pictures, states, seeds and errors, against LIBERO's own loop", { skip: gl }, async (t) => {
  const file = join(root, 'sim-bridge', 'tests', 'test_libero.py');
  const flags = ['-q', '--noconftest', '-p', 'no:cacheprovider', '-c', '/dev/null'];
  const { ok, stdout } = await runCommand([python, '-m', 'pytest', ...flags, file], {
    deadlineMs: LIMIT_MS,
    variables: { PYTHONPATH: join(root, 'sim-bridge') },
  });
  t.ok(ok, stdout.slice(-2000));
  t.match(stdout, /\d+ passed/);
});
