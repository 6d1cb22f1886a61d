import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { type HarnessError, oneLine } from '../../harness/errors.ts';
import { FACTOR_NAMES } from '../../harness/factors.ts';
import { loadLibrary } from '../../harness/library/load.ts';
import { packageRoot } from '../../harness/package-root.ts';
import { NO_SIMULATOR } from '../../harness/plan/digest.ts';
import { scenarioJsonSchema } from '../../harness/scenario/json-schema.ts';
import { allFaults, loadSuite, readSuite, suiteNames, suitesFolder } from '../../harness/scenario/suite.ts';
import { drawAll } from '../../harness/validate/drawn.ts';

const library = loadLibrary();
const planning = { runSeed: 0, library, context: NO_SIMULATOR };

t.test('every suite of the package is sound, and all its scenes can be drawn within budget', async (t) => {
  t.same(suiteNames(), [
    'embodiment',
    'in-domain',
    'libero-10',
    'libero-90',
    'libero-goal',
    'libero-object',
    'libero-pro',
    'libero-pro-published',
    'libero-spatial',
    'models',
    'ood',
    'smoke',
    'vla-r1-affordance',
    'vla-r1-real',
    'vla-r1-trajectory',
  ]);
  for (const name of suiteNames()) {
    const { suite, errors } = readSuite(name, library);
    t.same(errors.map(oneLine), [], name);
    for (const scenario of suite.scenarios) t.same(drawAll(scenario, 5, planning).faults.map(oneLine), [], scenario.id);
  }
});

t.test('every file points editors to the schema', async (t) => {
  for (const suite of suiteNames()) {
    for (const file of readdirSync(join(suitesFolder(), suite))) {
      const [first] = readFileSync(join(suitesFolder(), suite, file), 'utf8').split('\n');
      t.equal(first, '# yaml-language-server: $schema=../../schemas/scenario.schema.json', file);
    }
  }
});

t.test('the committed JSON Schema is the current one: npm run schemas', async (t) => {
  const committed = readFileSync(join(packageRoot(), 'schemas', 'scenario.schema.json'), 'utf8');
  t.same(JSON.parse(committed), scenarioJsonSchema());
  t.same(undescribed(scenarioJsonSchema()), [], 'every key is explained');
});

/** Paths of properties without a description; the parts of an alternative count as one. */
function undescribed(schema: object, path = ''): string[] {
  const { properties = {}, additionalProperties } = schema as Record<string, Record<string, object>>;
  const here = Object.entries(properties).flatMap(([key, value]) => [
    ...('description' in value || '$ref' in value ? [] : [`${path}.${key}`]),
    ...undescribed(value, `${path}.${key}`),
  ]);
  return [...here, ...(typeof additionalProperties === 'object' ? undescribed(additionalProperties, `${path}.*`) : [])];
}

t.test(
  'ood varies every factor but the robot and the task, which have suites of their own, and keeps a negative control',
  async (t) => {
    const conditionsOf = (suite: string) => loadSuite(suite, library).scenarios.flatMap((each) => each.conditions);
    const conditions = conditionsOf('ood');
    const varied = new Set(conditions.flatMap(({ assignments }) => assignments.map((each) => each.factor)));
    t.same(
      [...FACTOR_NAMES].filter((name) => !varied.has(name)),
      ['task', 'embodiment'],
    );
    t.same(
      new Set(conditionsOf('embodiment').map(({ setup }) => setup.robot.name)),
      new Set(Object.keys(library.robots)),
    );
    t.ok(conditions.filter((each) => each.control).length >= 2);
    t.ok(conditions.filter((each) => each.assignments.length === 2).length >= 3);
  },
);

t.test('the models suite tries every graspable model', async (t) => {
  const tried = loadSuite('models', library).scenarios.flatMap(({ conditions }) =>
    conditions.map(({ setup }) => setup.objects.target!.model),
  );
  const graspable = Object.values(library.models).filter((model) => model.role === 'graspable');
  t.same(
    graspable.map((model) => model.name).filter((name) => !tried.includes(name)),
    [],
  );
});

t.test('the vla-r1 suites have 100 replicates, and ambiguity that nothing decides is a control', async (t) => {
  for (const name of ['vla-r1-affordance', 'vla-r1-trajectory', 'vla-r1-real']) {
    for (const { id, episodes, conditions } of loadSuite(name, library).scenarios) {
      t.equal(episodes, 100, id);
      const controls = conditions.filter((each) => each.control).map((each) => each.id);
      t.same(controls, id.endsWith('ambiguous') ? ['instruction=undecided'] : [], id);
    }
  }
});

const SOUND = 'task: pick\ninstruction: Pick up the {target}.\nrobot: panda\nobjects:\n  target: { model: cube }\n';

t.test('a suite is a name, a folder or a file', async (t) => {
  const folder = t.testdir({ 'one.yaml': SOUND, 'two.yml': SOUND, 'notes.txt': 'no scenario' });
  t.same(
    loadSuite(folder, library).scenarios.map(({ id }) => id),
    ['one', 'two'],
  );
  t.same(
    loadSuite(join(folder, 'two.yml'), library).scenarios.map(({ id }) => id),
    ['two'],
  );
});

t.test('what is wrong with a suite as a whole', async (t) => {
  t.throws(() => loadSuite('odd', library), {
    code: 'E_SUITE',
    message:
      /^unknown suite "odd": expected one of embodiment, in-domain, libero-10, .*, models, ood, smoke, vla-r1-affordance, .*, or/,
    hint: 'did you mean "ood"?',
  });
  const empty = t.testdir({ a: {} });
  t.throws(() => loadSuite(join(empty, 'a'), library), {
    code: 'E_SUITE',
    message: /^empty suite .* expected \.yaml files in .*, got none$/,
  });
});

t.test('two files of one id, and every fault of every file', async (t) => {
  const folder = t.testdir({ 'a.yaml': SOUND, 'a.yml': SOUND, 'b.yaml': `${SOUND}lok: oak\nmaxSteps: 0\n` });
  try {
    loadSuite(folder, library);
    t.fail('accepted');
  } catch (error) {
    const lines = allFaults(error as HarnessError).map(oneLine);
    t.equal(lines.length, 3, lines.join('\n'));
    t.match(
      lines[0],
      /a\.yml:1:1: E_SCENARIO duplicate scenario id "a": expected one file of that name, got .*a\.yaml too$/,
    );
    t.match(lines[1], /b\.yaml:6:1: /);
    t.match(lines[2], /b\.yaml:7:11: /);
  }
});

t.test('what cannot be placed, done in time or told from nominal is said with its place in the file', async (t) => {
  const faultsOf = (text: string) => {
    const { scenarios } = loadSuite(join(t.testdir({ 'a.yaml': text }), 'a.yaml'), library);
    return drawAll(scenarios[0]!, 4, planning).faults.map((fault) => oneLine(fault).replace(/^.*a\.yaml/, 'a.yaml'));
  };
  t.match(faultsOf(SOUND.replace('cube }', 'cube, place: { at: [1.2, 0] } }')), [
    /^a\.yaml:5:33: E_SCENARIO objects\.target\.place: expected a free spot within reach of the panda for target \(nominal\), got none: out of reach 1 time \(regions within reach: left, right, center, near, far\)$/,
  ]);
  t.match(
    faultsOf(`${SOUND}  a: { model: mug, place: { at: [0.45, 0] } }\n  b: { model: mug, place: { at: [0.46, 0] } }\n`),
    [/^a\.yaml:7:27: E_SCENARIO .* for b \(nominal\), got none: overlaps 1 time/],
  );
  t.match(faultsOf(`${SOUND}maxSteps: 10\n`), [
    /^a\.yaml:6:11: E_SCENARIO maxSteps: expected at least \d+ control steps .*, got 10$/,
  ]);
  t.match(faultsOf(`${SOUND}factors:\n  object:\n    same: { objects.target.model: cube }\n`), [
    /^a\.yaml:8:5: E_SCENARIO object=same: expected a change of the episode, got the nominal one$/,
  ]);
});

t.test('a folder that is named like a scenario is a clear line', async (t) => {
  const folder = t.testdir({ 'a.yaml': {} });
  t.throws(() => loadSuite(folder, library), {
    code: 'E_SUITE',
    message: /a\.yaml: expected a file that may be read, got EISDIR$/,
  });
});
