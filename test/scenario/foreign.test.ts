import { join } from 'node:path';
import t from 'tap';
import { oneLine } from '../../harness/errors.ts';
import { loadLibrary } from '../../harness/library/load.ts';
import { NO_SIMULATOR } from '../../harness/plan/digest.ts';
import { plan } from '../../harness/plan/plan.ts';
import { checkFit } from '../../harness/run/fits.ts';
import { loadSuite, readSuite } from '../../harness/scenario/suite.ts';
import type { PolicySpec, SimulatorInfo } from '../../harness/types.ts';

const library = loadLibrary();

const episodesOf = (suite: string, episodes: number, scenarios: readonly string[] = []) =>
  plan(loadSuite(suite, library).scenarios, {
    library,
    runSeed: 0,
    context: NO_SIMULATOR,
    scenarios,
    factors: [],
    levels: [],
    episodes,
  }).episodes;

t.test('what is sent follows one rule: words of the definition for lan and task, of the name elsewhere', async (t) => {
  const episodes = episodesOf('libero-pro', 1);
  t.equal(episodes.length, 200);
  for (const { conditionId, instruction, scene } of episodes) {
    const { ofName, ofDefinition } = scene.foreign!.texts;
    const byDefinition = ['instruction=lan', 'task=task'].includes(conditionId);
    if (instruction !== (byDefinition ? ofDefinition : ofName)) t.fail(`${conditionId}: ${instruction}`);
  }
});

t.test('levels have the seed of nominal; words and goals meet its initial states, unless as published', async (t) => {
  for (const [suite, paired] of [
    ['libero-pro', true],
    ['libero-pro-published', false],
  ] as const) {
    const [nominal, lan, object, swap, task] = episodesOf(suite, 1, ['goal_03']).map(({ seed, scene }) => ({
      seed,
      states: scene.foreign!.statesOf,
    }));
    t.same(new Set([nominal, lan, object, swap, task].map((each) => each!.seed)).size, 1);
    t.equal(nominal!.states, 'libero_goal');
    t.equal(lan!.states, paired ? 'libero_goal' : 'libero_goal_lan');
    t.equal(task!.states, paired ? 'libero_goal' : 'libero_goal_task');
    t.equal(object!.states, 'libero_goal_object');
    t.equal(swap!.states, 'libero_goal_swap');
  }
});

t.test('replicates are initial states, and there are 50', async (t) => {
  const episodes = episodesOf('libero-spatial', 50, ['spatial_00']);
  t.same(
    episodes.map(({ scene }) => scene.foreign!.initialState),
    Array.from({ length: 50 }, (_, i) => i),
  );
  t.match(episodes[0], { maxSteps: 220, success: { reported: 'goal' }, intent: { target: 'akita_black_bowl_1' } });
  t.throws(() => episodesOf('libero-spatial', 51), {
    code: 'E_USAGE',
    message: '--episodes: expected at most 50, the initial states of libero_spatial, got more',
  });
});

const HASH = 'a'.repeat(64);
const SOUND = `task: foreign
instruction: Do it.
robot: panda
controlHz: 20
physicsHz: 500
foreign:
  simulator: libero
  suite: libero_spatial
  task: x
  initialStates: 50
  definition: ${HASH}
  parts: { scene: ${HASH}, goal: ${HASH} }
  texts: { ofName: a, ofDefinition: b }
`;

t.test('what cannot be applied in a foreign world is refused with its place', async (t) => {
  const faultsOf = (text: string, robot: string | null = null) =>
    readSuite(join(t.testdir({ 'a.yaml': text }), 'a.yaml'), library, robot).errors.map((fault) =>
      oneLine(fault).replace(/^.*a\.yaml/, 'a.yaml'),
    );
  t.same(faultsOf(SOUND), []);
  const none = 'expected none in a foreign world, where it could not be applied';
  t.same(faultsOf(`${SOUND}light: { ambient: 0.2 }\n`), [`a.yaml:14:8: E_SCENARIO light: ${none}`]);
  t.match(faultsOf(`${SOUND}objects:\n  target: { model: cube }\n`), [
    /^a\.yaml:15:3: E_SCENARIO objects: expected none/,
  ]);
  t.match(faultsOf(`${SOUND}factors:\n  lighting:\n    dim: { light.ambient: 0.2 }\n`), [
    /^a\.yaml:16:\d+: .* light: expected none/,
  ]);
  t.match(faultsOf(SOUND, 'ur5e'), [/expected panda in a world of libero, got ur5e/]);
  t.match(faultsOf(SOUND.replace(/foreign:\n( .*\n)+/, '')), [
    /E_SCENARIO task: expected foreign beside it: which world/,
  ]);
  t.match(faultsOf(SOUND.replace(`goal: ${HASH}`, 'goal: abc')), [/expected a sha256 in hex/]);
});

t.test('a task of Isaac Lab names its own robot, and poses may tell its success', async (t) => {
  const own = SOUND.replace('libero', 'isaaclab').replace('robot: panda', 'robot: gantry');
  const faultsOf = (success: string) =>
    readSuite(join(t.testdir({ 'a.yaml': `${own}success: ${success}\n` }), 'a.yaml'), library, null).errors.map(
      (fault) => oneLine(fault).replace(/^.*a\.yaml/, 'a.yaml'),
    );
  const sound = [
    '{ reported: goal }',
    '{ lifted: cube, byM: 0.05 }',
    '{ all: [{ atRest: cube }, { not: { lifted: cube } }] }',
  ];
  for (const success of sound) t.same(faultsOf(success), []);
  const readable = /success: expected one of reported, declared, lifted, atRest, undisturbed in a foreign world/;
  for (const success of ['{ inside: [cube, bowl] }', '{ any: [{ lifted: cube }, { released: cube }] }'])
    t.match(faultsOf(success), [readable]);
});

t.test('a suite and a simulator that do not belong together are one line', async (t) => {
  const policy = { name: 'p', cameras: [], mode: 'ee_delta' } as unknown as PolicySpec;
  const info = {
    name: 'pybullet',
    actionModes: ['ee_delta'],
    limits: { maxImagePx: 1 },
    assets: {},
  } as unknown as SimulatorInfo;
  t.throws(() => checkFit(policy, info, episodesOf('libero-spatial', 1), library), {
    code: 'E_SIMULATOR',
    message: 'expected --simulator libero, which has the worlds of this suite, got pybullet',
  });
  t.throws(() => checkFit(policy, { ...info, name: 'libero' }, episodesOf('libero-spatial', 1), library), {
    code: 'E_SIMULATOR',
    message: 'this bridge of libero has no worlds of its own, which this suite needs',
    hint: /^start one for pick_up_the_black_bowl.* and pass --simulator ws:/,
  });
  const libero = { ...info, name: 'libero', foreign: true };
  t.throws(() => checkFit(policy, libero, episodesOf('smoke', 1), library), {
    code: 'E_SIMULATOR',
    message: "simulator 'libero' has worlds of its own only: it builds no scene of this suite",
  });
});
