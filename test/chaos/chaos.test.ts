/** `harness chaos` on the toy world: a fixed part of its table; the whole is a command (docs/reliability.md). */
import t, { type Test } from 'tap';
import { FrontDoor } from '../builders/front-door.ts';
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
const PART = [
  'simulator: is killed by SIGKILL',
  'policy: sends half a frame',
  'world: leaves the target its own colour',
  'host: a path with blanks',
];

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
      ['1 invalid: factor_not_applied', 0],
      ['nothing', 0],
    ],
  );
  t.ok(rows.every(({ broken, lostEpisodes }) => broken.length === 0 && lostEpisodes === 0));
  t.same(harness.leftBehind(), []);
});

t.test('kill -9 at moments drawn from a seed loses no finished episode and changes no number', async (t) => {
  const harness = door(t);
  const { code, stdout, stderr } = await harness.run([...CHAOS, '--json', '--kills', '2', '--seed', '1'], []);
  t.equal(code, 0, stderr);
  const { kills, broken } = JSON.parse(stdout);
  t.same([kills.harness + kills.simulator + kills.policy, broken], [2, []]);
});

t.test('a fault that the harness cannot survive is a broken invariant and exit code 1', async (t) => {
  const harness = door(t);
  const faults = harness.file('faults.yaml', 'bridge: [{ kind: drop, op: step, once: false }]\n');
  const { code, stdout } = await harness.run([...CHAOS, '--script', faults], []);
  t.equal(code, 1);
  t.match(stdout, /✗ .*faults\.yaml/);
  t.match(stdout, /^broken: .*expected an outcome of 2 episodes, got 0$/m);
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
