import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { loadLibrary } from '../../harness/library/load.ts';
import type { Manifest } from '../../harness/record/manifest.ts';
import type { EpisodeSpec } from '../../harness/types.ts';
import { FrontDoor } from '../builders/front-door.ts';

const ROBOTS = Object.keys(loadLibrary().robots);
const OTHERS = ROBOTS.filter((name) => name !== 'panda');

async function planned(harness: FrontDoor, ...args: string[]): Promise<EpisodeSpec[]> {
  const { code, stdout, stderr } = await harness.run(['plan', '--json', ...args]);
  if (code !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as EpisodeSpec);
}

t.test('--robot puts another robot into every scene, and makes other episodes of them', async (t) => {
  const harness = new FrontDoor(t);
  const [own, other] = [
    await planned(harness, '--suite', 'smoke', '--scenario', 'pick'),
    await planned(harness, '--suite', 'smoke', '--scenario', 'pick', '--robot', 'ur5e'),
  ];
  t.same(new Set(own.map(({ scene }) => scene.robot.name)), new Set(['panda']));
  t.same(new Set(other.map(({ scene }) => scene.robot.name)), new Set(['ur5e']));
  t.ok(other.every(({ scene }) => scene.robot.jointsRad.length === 6));
  t.ok(
    own.every(({ digest }, i) => digest !== other[i]!.digest),
    'the robot is part of the digest',
  );
});

const EMBODIMENT = `
task: pick_and_place
instruction: Put the {target} in the {receptacle}.
robot: panda
episodes: 4
objects:
  target: { model: soup_can, place: { region: left } }
  receptacle: { model: bowl, place: { region: right } }
factors:
  embodiment:
${OTHERS.map((name) => `    ${name}: { robot.name: ${name} }`).join('\n')}
`;

t.test('a robot is a factor: the same scene of the same replicate, with another arm in it', async (t) => {
  const harness = new FrontDoor(t);
  const episodes = await planned(harness, '--suite', harness.file('arms.yaml', EMBODIMENT));
  const nominal = episodes.filter(({ conditionId }) => conditionId === 'nominal');
  const other = episodes.filter(({ conditionId }) => conditionId === 'embodiment=ur5e');
  t.equal(other.length, 4);
  t.same(
    other.map(({ scene }) => scene.bodies),
    nominal.map(({ scene }) => scene.bodies),
  );
  t.ok(
    other.every(({ scene, changes }) => scene.robot.name === 'ur5e' && changes.some((c) => c.path === 'robot.name')),
  );
  const same = await planned(harness, '--suite', harness.file('arms.yaml', EMBODIMENT), '--robot', 'ur5e');
  t.same(
    new Set(same.map(({ conditionId }) => conditionId)),
    new Set(['nominal', ...OTHERS.filter((name) => name !== 'ur5e').map((name) => `embodiment=${name}`)]),
    'a level of no change is left out',
  );
});

t.test('an unknown robot, and a scene that it cannot hold, are one line', async (t) => {
  const harness = new FrontDoor(t);
  for (const command of [['plan'], ['run', '--policy', 'noop'], ['validate']]) {
    const { code, stderr } = await harness.run([...command, '--suite', 'smoke', '--robot', 'ur5']);
    t.equal(code, 2);
    t.equal(stderr, `E_USAGE unknown robot "ur5": expected one of ${ROBOTS.join(', ')} (did you mean "ur5e"?)\n`);
  }
  const far = EMBODIMENT.replace('region: left', 'at: [0.9, 0.1]').replace(/factors[\s\S]*/, '');
  const { code, stderr } = await harness.run(['plan', '--suite', harness.file('far.yaml', far), '--robot', 'ur5e']);
  t.equal(code, 2);
  t.match(
    stderr,
    /^far\.yaml:7:\d+: E_SCENARIO objects\.target\.place: .* within reach of the ur5e .*out of reach 1 time/,
  );
  t.equal(stderr.trim().split('\n').length, 1);
});

t.test('the oracle solves it with every robot, and the proof says that the other robot was there', async (t) => {
  const harness = new FrontDoor(t);
  const args = ['run', '--suite', harness.file('arms.yaml', EMBODIMENT), '--episodes', '1', '--floors', 'none'];
  const { code, stderr } = await harness.run([...args, '--policy', 'oracle?camera=wrist', '--out', 'run']);
  t.equal(code, 0, stderr);
  const records = await harness.records('run');
  t.same(
    new Set(records.map(({ conditionId }) => conditionId)),
    new Set(['nominal', ...OTHERS.map((name) => `embodiment=${name}`)]),
  );
  t.ok(records.every(({ outcome }) => outcome === 'success'));
  t.ok(records.every(({ level, evidence }) => evidence.status === (level === null ? 'nominal' : 'applied')));
});

for (const robot of OTHERS) {
  t.test(`a run with --robot ${robot} says so in its request`, async (t) => {
    const harness = new FrontDoor(t);
    const args = ['run', '--suite', 'smoke', '--scenario', 'pick', '--episodes', '1', '--robot', robot, '--out', 'run'];
    const { code, stderr } = await harness.run([...args, '--policy', 'oracle?camera=none', '--floors', 'none']);
    t.equal(code, 0, stderr);
    t.same(
      (await harness.records('run')).map(({ outcome }) => outcome),
      ['success'],
    );
    const manifest = JSON.parse(readFileSync(join(harness.folder, 'run', 'manifest.json'), 'utf8')) as Manifest;
    t.equal(manifest.request.robot, robot);
  });
}
