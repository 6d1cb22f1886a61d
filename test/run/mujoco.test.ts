import t from 'tap';
import { canonicalRows } from '../../harness/record/canonical.ts';
import { ended, FrontDoor, until } from '../builders/front-door.ts';

const RUN = [
  'run',
  '--suite',
  'smoke',
  '--simulator',
  'mujoco',
  '--floors',
  'none',
  '--policy',
  'oracle',
  '--out',
  'r',
];
const PICK = [...RUN, '--scenario', 'pick'];

t.test('the oracle solves the smoke suite; as many workers as one likes give the same rows', async (t) => {
  const one = new FrontDoor(t);
  const { code, stdout, stderr } = await one.run([...RUN, '--json', '--episodes', '1', '--workers', '1']);
  t.equal(code, 0, stderr.slice(-300));
  const summary = JSON.parse(stdout);
  t.match(summary.counts, { planned: 8, success: 8, failure: 0, infraError: 0, invalid: 0, notRun: 0 });
  t.match(
    summary.factors.map((each: { levels: { evidence: object }[] }) => each.levels[0]!.evidence),
    Array(4).fill({ applied: 1, notApplied: 0 }),
    'each factor is read back from MuJoCo',
  );
  t.match((await one.records('r'))[0], { steps: Number, initialStateHash: /^[0-9a-f]{64}$/ });
  const two = new FrontDoor(t);
  await two.run([...RUN, '--episodes', '1', '--workers', '2']);
  t.same(canonicalRows(await two.records('r')), canonicalRows(await one.records('r')));
  t.same(two.leftBehind(), []);
});

t.test('a run killed and resumed has the rows of one that was not', async (t) => {
  const whole = new FrontDoor(t);
  await whole.run(PICK);
  const killed = new FrontDoor(t);
  const victim = killed.start([...PICK, '--workers', '1']);
  const gone = ended(victim);
  await until(async () => (await killed.records('r')).length > 0);
  victim.kill('SIGKILL');
  await gone;
  t.equal((await killed.run(PICK)).code, 0);
  t.same(canonicalRows(await killed.records('r')), canonicalRows(await whole.records('r')));
  await until(() => killed.leftBehind().length === 0, 5000);
});

t.test('the bridge conforms, on a machine without OpenGL but for its own pictures', async (t) => {
  const { stdout } = await new FrontDoor(t).run(['doctor', '--simulator', 'mujoco', '--conformance', '--json']);
  const { sections } = JSON.parse(stdout);
  const facts: { result: string; detail: string }[] = sections.flatMap((section: { facts: object[] }) => section.facts);
  t.ok(facts.filter(({ result }) => result === 'ok').length > 45);
  const blind = facts.some(({ detail }) => /own renderer none/.test(detail));
  const failed = facts.filter(({ result }) => result === 'failed');
  t.same(
    failed.filter(({ detail }) => !blind || !/needs EGL or OSMesa/.test(detail)),
    [],
  );
});

t.test("MuJoCo's own renderer where there is none is one line before the first episode", async (t) => {
  const harness = new FrontDoor(t);
  const { code, stderr } = await harness.run([...PICK, '--policy', 'baseline', '--renderer', 'simulator'], undefined, {
    MUJOCO_GL: 'disabled',
  });
  t.equal(code, 2, stderr);
  t.match(stderr, /E_SIMULATOR simulator 'mujoco' cannot draw on this machine: .* use --renderer harness/);
  t.same(await harness.records('r').catch(() => []), []);
});
