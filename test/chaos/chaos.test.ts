/** `harness chaos` on the toy world: a fixed part of its table; the whole is a command (docs/reliability.md). */
import t, { type Test } from 'tap';
import { brokenInvariants, type Left } from '../../harness/chaos/invariants.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { record } from '../builders/record.ts';
import { SMALL } from '../builders/suite.ts';

const CHAOS = ['chaos', '--suite', 'two.yaml', '--workers', '1'];

/** Two short episodes: nominal, and one in another colour. */
const TWO = SMALL.replace('maxSteps: 200', 'maxSteps: 60').replace(/ {2}lighting:[\s\S]*/, '');

function door(t: Test): FrontDoor {
  const opened = new FrontDoor(t);
  opened.file('two.yaml', TWO);
  return opened;
}

/** One of each kind that costs no deadline. */
const PART = ['simulator: is killed by SIGKILL', 'policy: sends half a frame', 'host: a path with blanks'];

interface Row {
  readonly fault: string;
  readonly outcome: string;
  readonly lostAttempts: number;
  readonly lostEpisodes: number;
  readonly broken: readonly string[];
}

t.test('a fault of each kind: every invariant holds, and what was lost is told', async (t) => {
  const harness = door(t);
  const only = PART.flatMap((name) => ['--only', name]);
  const { code, stdout, stderr } = await harness.run([...CHAOS, '--json', ...only], []);
  t.equal(code, 0, stderr);
  const { rows } = JSON.parse(stdout) as { rows: Row[] };
  t.match(
    rows.map(({ outcome, lostAttempts }) => [outcome, lostAttempts]),
    [
      ['infra error, tried again', 1],
      ['infra error, tried again', 1],
      ['nothing', 0],
    ],
  );
  t.ok(rows.every(({ broken, lostEpisodes }) => broken.length === 0 && lostEpisodes === 0));
  t.same(harness.leftBehind(), []);
});

t.test('kill -9 at moments drawn from a seed loses no finished episode and changes no number', async (t) => {
  const harness = door(t);
  const { code, stdout, stderr } = await harness.run([...CHAOS, '--json', '--kills', '1', '--seed', '1'], []);
  t.equal(code, 0, stderr);
  const { kills, broken } = JSON.parse(stdout);
  t.same([kills.harness + kills.simulator + kills.policy, broken], [1, []]);
});

t.test('what does not hold is said', async (t) => {
  const clean = [record({ episodeId: 'a/nominal/0' }), record({ episodeId: 'a/nominal/1', outcome: 'failure' })];
  const valid = { k: 1, n: 2, rate: 0.5 };
  const counts = { planned: 2, success: 1, failure: 1, infraError: 0, invalid: 0, notRun: 0 };
  const sound = { rows: clean, told: { counts, overall: { valid } }, reports: null, code: 0, leftovers: [] };
  const broken = (change: Partial<Left>): string[] => brokenInvariants({ ...sound, ...change }, clean, new Set());
  t.same(broken({}), []);
  t.same(broken({ rows: clean.map((row) => ({ ...row, attempt: 2, wallTimeSec: 9, worker: 3 })) }), [], 'no number');
  t.match(broken({ leftovers: ['sim-bridge-x'] }), [/^left behind: sim-bridge-x$/]);
  t.match(broken({ rows: [clean[0]!, { ...clean[1]!, steps: 7 }] }), [
    /^another row than that of a clean run: a\/nominal\/1/,
  ]);
  t.match(broken({ rows: [clean[0]!] }), [
    /^failure: the summary says 1, the rows 0$/,
    /^notRun: /,
    /^the rate of the summary/,
  ]);
  t.match(broken({ rows: [...clean, clean[0]!] }), [/^recorded twice: a\/nominal\/0, attempt 1$/, /^recorded twice: /]);
  t.match(broken({ code: 4 }), [/^exit code 4 where the summary says 0$/]);
  t.same(broken({ code: 130 }), []);
  t.same(broken({ reports: ['{}', '{}'] }), []);
  t.match(broken({ reports: ['{}', '{ }'] }), [/^the report made from the records is not the one/]);
});

t.test('a script is checked, and a mistake in it is one line', async (t) => {
  const harness = door(t);
  const cases: [string, RegExp][] = [
    [
      'bridge: [{ kind: dorp }]',
      /faults\.yaml:1:18: E_SCRIPT bridge\.0\.kind: expected one of refuse, [^\n]*drop, [^\n]*, got [^\n]*dorp/,
    ],
    ['bridge: [{ kind: late }]', /faults\.yaml:1:10: E_SCRIPT missing bridge\.0\.sec: expected a number, got nothing/],
    ['policy: [{ kind: ignore, path: a, value: 1 }]', /faults\.yaml:1:18: E_SCRIPT policy\.0\.kind: expected /],
    ['brigde: []', /faults\.yaml:1:1: E_SCRIPT unknown key "brigde".*did you mean "bridge"/],
  ];
  for (const [text, expected] of cases) {
    const file = harness.file('faults.yaml', `${text}\n`);
    const { code, stderr } = await harness.run([...CHAOS, '--script', file], []);
    t.equal(code, 2, text);
    t.match(stderr, expected);
    t.match(stderr, /^[^\n]*\n$/, 'one line');
  }
  const { code, stderr } = await harness.run([...CHAOS, '--only', 'nonsense'], []);
  t.match([code, stderr], [2, /^E_USAGE no fault has nonsense in its name/]);
});
