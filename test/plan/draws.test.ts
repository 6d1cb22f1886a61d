import { join } from 'node:path';
import t from 'tap';
import { loadLibrary } from '../../harness/library/load.ts';
import { NO_SIMULATOR } from '../../harness/plan/digest.ts';
import { type Plan, plan } from '../../harness/plan/plan.ts';
import { EVERYTHING } from '../../harness/plan/select.ts';
import { loadSuite } from '../../harness/scenario/suite.ts';
import type { EpisodeSpec } from '../../harness/types.ts';

const library = loadLibrary();
const EPISODES = 40;

type Folder = { testdir(fixture: Record<string, string>): string };

function planOf(t: Folder, objects: string, rest = '', episodes = EPISODES): Plan {
  const text = `task: pick\ninstruction: Pick up the {target}.\nrobot: panda\nobjects:\n${objects}${rest}`;
  const { scenarios } = loadSuite(join(t.testdir({ 'a.yaml': text }), 'a.yaml'), library);
  return plan(scenarios, { ...EVERYTHING, library, runSeed: 0, context: NO_SIMULATOR, episodes });
}

const nominal = ({ episodes }: Plan) => episodes.filter(({ conditionId }) => conditionId === 'nominal');
const bodyOf = ({ scene }: EpisodeSpec, name: string) => scene.bodies.find((body) => body.name === name)!;
const named = (color: string) => ['cube', 'mug'].map((noun) => `Pick up the ${color} ${noun}.`);
const looks = (episode: EpisodeSpec) => episode.scene.bodies.map(({ model, color }) => `${model} ${color}`);

t.test('the target is drawn for each replicate, and the instruction names what was drawn', async (t) => {
  const drawn = nominal(planOf(t, '  target: { models: [cube, mug], colors: [red, green] }\n'));
  t.same(new Set(drawn.map(({ instruction }) => instruction)), new Set(['red', 'green'].flatMap(named)));
  for (const each of drawn) {
    const { model, color } = bodyOf(each, 'target');
    const [word] = Object.entries(library.colors).find(([, rgb]) => rgb === color || `${rgb}` === `${color}`)!;
    t.equal(each.instruction, `Pick up the ${word} ${library.models[model]!.noun}.`);
  }
});

t.test('levels share the draws of their replicate', async (t) => {
  const whole = planOf(
    t,
    '  target: { models: [cube, mug, soda_can], colors: [red, green, blue] }\n  others: { models: [brick, apple], count: 2 }\n',
    'table: { colors: [red, white, grey] }\nfactors:\n  lighting: { dim: { light.ambient: 0.2 } }\n',
  );
  for (const dim of whole.episodes.filter(({ conditionId }) => conditionId === 'lighting=dim')) {
    const before = nominal(whole)[dim.replicate]!;
    t.same(dim.scene.bodies, before.scene.bodies);
    t.same(dim.scene.table, before.scene.table);
    t.not(dim.digest, before.digest);
  }
});

t.test('what one object draws shifts no other draw', async (t) => {
  const others =
    '  others: { models: [brick, apple, banana], colors: [pink, blue], count: 2, place: { region: right } }\n';
  const two = nominal(planOf(t, `  target: { models: [cube, mug], place: { region: left } }\n${others}`));
  const more = nominal(
    planOf(t, `  target: { models: [cube, mug, soda_can], colors: [red], place: { region: left } }\n${others}`),
  );
  t.same(
    more.map((each) => [bodyOf(each, 'others0'), bodyOf(each, 'others1')]),
    two.map((each) => [bodyOf(each, 'others0'), bodyOf(each, 'others1')]),
  );
});

t.test('a group deals models and colours without repeats while they last', async (t) => {
  const target = '  target: { model: toy_duck }\n';
  for (const each of nominal(planOf(t, `${target}  others: { model: cube, colors: [red, green, blue], count: 3 }\n`)))
    t.equal(new Set(looks(each)).size, 4);
  for (const each of nominal(
    planOf(t, `${target}  others: { models: [cube, brick], colors: [red, blue], count: 4 }\n`),
  ))
    t.equal(new Set(looks(each)).size, 5);
});

t.test('unlike never repeats the model and colour of what it names', async (t) => {
  const pool = 'models: [cube, brick], colors: [red, blue]';
  for (const each of nominal(planOf(t, `  target: { ${pool} }\n  others: { ${pool}, count: 3, unlike: [target] }\n`)))
    t.equal(new Set(looks(each)).size, 4, looks(each).join());
});

t.test('unlike counts the colour that a model has of itself, and says where nothing is left', async (t) => {
  const objects = '  target: { model: apple }\n  other: { model: apple, color: red, unlike: [target] }\n';
  t.throws(() => planOf(t, objects), {
    code: 'E_SCENARIO',
    message: 'objects.other: expected a model and colour that target does not have, got none',
    location: { line: 6, column: 46 },
    hint: 'more models or colors',
  });
});

t.test('like gives the same model and colour, or another colour where it says one', async (t) => {
  const target = '  target: { models: [cube, mug, apple], colors: [red, blue, pink] }\n';
  const twins = nominal(
    planOf(
      t,
      `${target}  alike: { like: target, count: 2 }\n  other: { like: target, colors: [red, blue, pink], unlike: [target] }\n`,
    ),
  );
  for (const each of twins) {
    const [first, ...same] = ['target', 'alike0', 'alike1'].map((name) => bodyOf(each, name));
    for (const { model, color } of same) t.same([model, color], [first!.model, first!.color]);
    t.equal(bodyOf(each, 'other').model, first!.model);
    t.notSame(bodyOf(each, 'other').color, first!.color);
  }
});

t.test('an absent target is drawn to be named, and nothing on the table is what it would be', async (t) => {
  const pool = 'models: [cube, mug], colors: [red, blue]';
  const text = `task: pick_absent\ninstruction: Pick up the {target}.\nrobot: panda\nobjects:\n  target: { ${pool}, absent: true }\n  others: { ${pool}, count: 3, unlike: [target] }\n`;
  const { scenarios } = loadSuite(join(t.testdir({ 'a.yaml': text }), 'a.yaml'), library);
  const { episodes } = plan(scenarios, {
    ...EVERYTHING,
    library,
    runSeed: 0,
    context: NO_SIMULATOR,
    episodes: EPISODES,
  });
  t.equal(new Set(episodes.map(({ instruction }) => instruction)).size, 4);
  for (const each of episodes) {
    t.same(
      each.scene.bodies.map(({ name }) => name),
      ['others0', 'others1', 'others2'],
    );
    t.equal(new Set(looks(each)).size, 3);
    t.same(each.intent, { task: 'pick_absent', target: null, goal: null });
    const [color, noun] = each.instruction.replace('.', '').split(' ').slice(-2);
    const named = `${noun} ${library.colors[color!]}`;
    t.notOk(looks(each).includes(named), `${each.instruction} ${looks(each)}`);
  }
});

t.test('the table is drawn too, colour and texture each from a stream of its own', async (t) => {
  const target = '  target: { model: cube }\n';
  const both = nominal(
    planOf(t, target, 'table: { colors: [red, white, [0.1, 0.2, 0.3]], textures: [null, oak, cork] }\n'),
  );
  const tables = both.map(({ scene }) => scene.table);
  t.same(new Set(tables.map(({ texture }) => texture)), new Set([null, 'oak', 'cork']));
  t.equal(new Set(tables.map(({ color }) => `${color}`)).size, 3);
  const plain = nominal(planOf(t, target, 'table: { colors: [red, white, [0.1, 0.2, 0.3]], texture: null }\n'));
  t.same(
    plain.map(({ scene }) => scene.table.color),
    tables.map(({ color }) => color),
  );
});
