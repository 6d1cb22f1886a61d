import t from 'tap';
import type { EpisodeSpec } from '../../harness/types.ts';
import { FrontDoor } from '../builders/front-door.ts';

t.test('validate says ok for each scenario of a sound suite', async (t) => {
  const { code, stdout } = await new FrontDoor(t).run(['validate', 'smoke']);
  t.equal(code, 0);
  t.match(stdout, /^smoke\/pick: ok \(1 condition, 3 scenes drawn\)$/m);
  t.match(stdout, /^no faults$/m);
});

t.test('validate prints every fault on a line of its own and ends with 2', async (t) => {
  const harness = new FrontDoor(t);
  const lines = [
    'task: pik',
    'instruction: Pick up the {target}.',
    'robot: panda',
    'objects:',
    '  target: { model: cube }',
    'lok: oak',
  ];
  const { code, stdout, stderr } = await harness.run(['validate', harness.file('a.yaml', lines.join('\n'))]);
  t.equal(code, 2);
  t.match(stderr, /a\.yaml:1:7: E_SCENARIO task: expected one of pick, .*, got "pik" \(did you mean "pick"\?\)\n/);
  t.match(stderr, /a\.yaml:6:1: E_SCENARIO unknown key "lok": .* \(did you mean "look"\?\)\n/);
  t.match(stdout, /^2 faults$/m);
});

t.test('plan prints a table, or every episode as a line of JSON', async (t) => {
  const harness = new FrontDoor(t);
  const table = await harness.run([
    'plan',
    '--suite',
    'ood',
    '--scenario',
    'ood_place',
    '--factor',
    'latency',
    '--episodes',
    '2',
  ]);
  t.equal(table.code, 0);
  t.match(table.stdout, /^ood_place\s+latency=late_300ms\s+2\s+dynamics/m);
  t.match(table.stdout, /^3 conditions, 6 episodes$/m);
  const lines = await harness.run(['plan', '--suite', 'smoke', '--json']);
  const episodes = lines.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as EpisodeSpec);
  t.equal(episodes.length, 24);
  t.match(episodes[0], { scenarioId: 'move_to_region', scene: { controlHz: 20 }, digest: /^[0-9a-f]{64}$/ });
});

t.test('an unknown suite, factor or level is one line and exit code 2', async (t) => {
  const harness = new FrontDoor(t);
  for (const [args, line] of [
    [
      ['--suite', 'odd'],
      /^E_SUITE unknown suite "odd": expected one of embodiment, in-domain, libero-10, .*, models, ood, smoke, vla-r1-affordance, .*, or .* \(did you mean "ood"\?\)$/m,
    ],
    [
      ['--suite', 'ood', '--factor', 'lightin'],
      /^E_USAGE unknown factor "lightin": .* \(did you mean "lighting"\?\)$/m,
    ],
    [['--suite', 'ood', '--level', 'dimm'], /^E_USAGE unknown level "dimm": .* \(did you mean "dim"\?\)$/m],
  ] as const) {
    const { code, stderr } = await harness.run(['plan', ...args]);
    t.equal(code, 2);
    t.match(stderr, line);
    t.notMatch(stderr, /\n\s+at /, 'no stack');
  }
});

t.test('list names what there is, also as JSON', async (t) => {
  const harness = new FrontDoor(t);
  const { code, stdout } = await harness.run(['list']);
  t.equal(code, 0);
  for (const word of [
    /^suites$/m,
    /^ {2}ood\s+3 scenarios, 1,100 episodes$/m,
    /^ {2}latency /m,
    /^ {2}panda /m,
    /^ {2}piper /m,
    /^ {2}ur5e /m,
    /^ {2}oracle /m,
    /^ {2}pybullet /m,
  ])
    t.match(stdout, word);
  const { factors } = JSON.parse((await harness.run(['list', 'factors', '--json'])).stdout) as {
    factors: { name: string }[];
  };
  t.equal(factors.length, 15);
  t.equal((await harness.run(['list', 'sweets'])).code, 2);
});
