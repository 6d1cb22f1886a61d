import { join } from 'node:path';
import t from 'tap';
import { FACTOR_NAMES } from '../../harness/factors.ts';
import { rotate } from '../../harness/geometry/vector.ts';
import { loadLibrary } from '../../harness/library/load.ts';
import { splitByCarriers } from '../../harness/plan/carriage.ts';
import { NO_SIMULATOR } from '../../harness/plan/digest.ts';
import { conditionsOf, outline, placesOf } from '../../harness/plan/outline.ts';
import { type Plan, type PlanOptions, plan } from '../../harness/plan/plan.ts';
import { loadSuite } from '../../harness/scenario/suite.ts';
import type { EpisodeSpec, PolicySpec } from '../../harness/types.ts';

const library = loadLibrary();
const options: PlanOptions = {
  library,
  runSeed: 0,
  context: NO_SIMULATOR,
  scenarios: [],
  factors: [],
  levels: [],
  episodes: 6,
};
const ood = loadSuite('ood', library).scenarios;
const whole = plan(ood, options);

const HEAD = 'instruction: Put the {target} in the {receptacle}.\nrobot: panda\n';
const SCENE = `task: pick_and_place\n${HEAD}objects:
  target: { model: soup_can, place: { region: left } }
  receptacle: { model: bowl, place: { region: right } }
  others: { models: [cube, banana, apple], count: 2 }
`;

type Folder = { testdir(fixture: Record<string, string>): string };

function planOf(t: Folder, text: string, over: Partial<PlanOptions> = {}): Plan {
  return plan(loadSuite(join(t.testdir({ 'a.yaml': text }), 'a.yaml'), library).scenarios, { ...options, ...over });
}

const at = ({ episodes }: Plan, conditionId: string, replicate = 0): EpisodeSpec => {
  const found = episodes.find((each) => each.conditionId === conditionId && each.replicate === replicate);
  if (!found) throw new Error(`no episode ${conditionId}/${replicate}`);
  return found;
};
const of = (plan: Plan, scenarioId: string): EpisodeSpec[] =>
  plan.episodes.filter((each) => each.scenarioId === scenarioId);
const placeCells = of(whole, 'ood_place');
const by = (conditionId: string) => placeCells.filter((each) => each.conditionId === conditionId);

t.test('the same request gives the same plan, another seed another one', async (t) => {
  t.same(plan(ood, options), whole);
  const other = plan(ood, { ...options, runSeed: 1 });
  t.not(other.episodes[0]!.seed, whole.episodes[0]!.seed);
  t.notSame(other.episodes[0]!.scene.bodies, whole.episodes[0]!.scene.bodies);
});

t.test(
  'ids are unique, nominal comes first, every level is anchored to the nominal episode of its replicate',
  async (t) => {
    t.equal(new Set(whole.episodes.map((each) => each.episodeId)).size, whole.episodes.length);
    t.equal(
      placeCells.slice(0, 6).every((each) => each.nominalEpisodeId === null),
      true,
    );
    for (const each of placeCells.slice(6)) t.equal(each.nominalEpisodeId, `ood_place/nominal/${each.replicate}`);
    t.equal(
      whole.episodes.length,
      whole.conditions.reduce((sum, each) => sum + each.episodes, 0),
    );
  },
);

t.test('the seed depends on run seed, scenario and replicate alone', async (t) => {
  for (const each of placeCells) t.equal(each.seed, by('nominal')[each.replicate]!.seed);
  const alone = plan(ood, { ...options, scenarios: ['ood_place'], factors: ['latency'], episodes: 2 });
  for (const each of alone.episodes)
    t.same(
      each,
      placeCells.find(({ episodeId }) => episodeId === each.episodeId),
    );
});

/** Which leaves of the scene a factor may touch; everything else stays as it is in nominal, to the last bit. */
const MAY_CHANGE: Readonly<Record<string, RegExp>> = {
  object: /^bodies\.target\.(model|color|massKg|friction)/,
  position: /^bodies\.target\.position$/,
  orientation: /^bodies\.target\.quaternion$/,
  instruction: /^$/,
  distractors: /^bodies\.distractors\d\./,
  occlusion: /^bodies\.occluder\./,
  lighting: /^light\./,
  camera: /^cameras\.front\.(position|quaternion)$/,
  texture: /^table\./,
  noise: /^sensorNoiseStd$/,
  robot_start: /^robot\.jointsRad$/,
  physics: /^bodies\.target\.(massKg|friction\.lateral)$/,
  latency: /^$/,
};

t.test('one factor changes nothing but what it is about', async (t) => {
  for (const each of whole.episodes.filter(
    ({ assignments, scenarioId }) => assignments.length === 1 && scenarioId === 'ood_place',
  )) {
    const stray = each.changes.filter(({ path }) => !MAY_CHANGE[each.assignments[0]!.factor]!.test(path));
    t.same(stray, [], each.episodeId);
  }
});

t.test('every level changes the episode', async (t) => {
  const nominal = new Set(
    whole.episodes.filter(({ assignments }) => assignments.length === 0).map(({ digest }) => digest),
  );
  t.same(
    whole.episodes
      .filter((each) => each.assignments.length > 0 && nominal.has(each.digest))
      .map(({ episodeId }) => episodeId),
    [],
  );
});

t.test('more distractors leave the first ones where they are', async (t) => {
  for (const five of by('distractors=five')) {
    const two = by('distractors=two')[five.replicate]!.scene.bodies;
    t.same(
      five.scene.bodies.filter(({ name }) => two.some((body) => body.name === name)),
      two,
    );
  }
});

t.test('nothing overlaps, and what the task is about is within reach', async (t) => {
  const { reach } = library.robots.panda!;
  for (const { scene, episodeId } of whole.episodes) {
    for (const [i, a] of scene.bodies.entries()) {
      const [r, x] = [Math.min(...library.models[a.model]!.sizeM.slice(0, 2)) / 2, a.position];
      const near = scene.bodies.slice(i + 1).find((b) => {
        const other = Math.min(...library.models[b.model]!.sizeM.slice(0, 2)) / 2;
        return Math.hypot(x[0] - b.position[0], x[1] - b.position[1]) < r + other;
      });
      if (near) t.fail(`${episodeId}: ${a.name} and ${near.name} overlap`);
    }
    const target = scene.bodies.find(({ name }) => name === 'target');
    if (!target) continue;
    const far = Math.hypot(target.position[0], target.position[1], reach.shoulderM[2]);
    t.ok(far < reach.maxM + 0.05 && far > reach.minM, `${episodeId}: ${far}`);
  }
});

t.test('cells split the region, outside is outside by so much', async (t) => {
  const { x, y } = library.robots.panda!.regions.left!;
  const [midX, midY] = [(x[0] + x[1]) / 2, (y[0] + y[1]) / 2];
  for (const { scene } of by('position=cell_far_edge'))
    t.ok(scene.bodies[0]!.position[0] > midX && scene.bodies[0]!.position[1] > midY);
  for (const [id, wanted] of [
    ['position=outside_5cm', 0.05],
    ['position=outside_10cm', 0.1],
  ] as const) {
    for (const { scene } of by(id)) {
      const [px, py] = scene.bodies[0]!.position;
      const away = Math.hypot(Math.max(x[0] - px, 0, px - x[1]), Math.max(y[0] - py, 0, py - y[1]));
      t.ok(Math.abs(away - wanted) < 1e-9, `${away}`);
    }
  }
});

t.test('a range of yaw turns each replicate by the same share', async (t) => {
  for (const turned of by('orientation=turned_90')) {
    const [before, after] = [by('nominal')[turned.replicate]!, turned].map(({ scene }) =>
      yawDeg(scene.bodies[0]!.quaternion),
    );
    const turnDeg = (after! - before! + 360) % 360;
    t.ok(Math.abs(turnDeg - 90) < 1e-9, `${turnDeg}`);
  }
});

function yawDeg(q: EpisodeSpec['scene']['bodies'][number]['quaternion']): number {
  const [x, y] = rotate(q, [1, 0, 0]);
  return (Math.atan2(y, x) * 180) / Math.PI;
}

t.test('the occluder stands towards the camera, out of the way of the hand', async (t) => {
  for (const { scene, occlusion } of by('occlusion=half')) {
    const occluder = scene.bodies.find(({ name }) => name === 'occluder')!;
    const [target, camera] = [scene.bodies[0]!.position, library.cameras.front!.eyeM];
    const distance = Math.hypot(occluder.position[0] - target[0], occluder.position[1] - target[1]);
    t.ok(distance >= 0.13 && distance < 0.25, `${distance}`);
    t.ok(
      Math.hypot(camera[0] - occluder.position[0], camera[1] - occluder.position[1]) <
        Math.hypot(camera[0] - target[0], camera[1] - target[1]),
    );
    t.same(
      { fixed: occluder.fixed, occlusion },
      { fixed: true, occlusion: { camera: 'front', body: 'target', fraction: 0.5, tolerance: 0.1 } },
    );
  }
});

t.test('what is asked for is read from the instruction', async (t) => {
  const [nominal, wrong, blank] = [by('nominal')[0]!, by('instruction=wrong_object')[0]!, by('instruction=blank')[0]!];
  t.equal(nominal.instruction, 'Put the blue mug in the grey bin.');
  t.same(nominal.intent, { task: 'pick_and_place', target: 'target', goal: 'receptacle' });
  t.same(wrong.intent, { task: 'pick_and_place', target: 'others0', goal: 'receptacle' });
  t.same([blank.instruction, blank.intent], ['', { task: 'nothing', target: null, goal: null }]);
  t.same([wrong.control, blank.control, nominal.control], [true, true, false]);
  t.same(wrong.success, nominal.success, 'a control is judged by the nominal goal');
  const absent = of(whole, 'ood_absent')[0]!;
  t.same(absent.intent, { task: 'pick_absent', target: null, goal: null });
  t.notOk(absent.scene.bodies.some(({ name }) => name === 'target'));
  t.equal(
    of(whole, 'ood_pick').find(({ conditionId }) => conditionId === 'instruction=wrong_object')!.intent.target,
    'others0',
  );
});

t.test('each kind of task has its own idea of done', async (t) => {
  t.same(by('nominal')[0]!.success, {
    all: [{ inside: ['target', 'receptacle'] }, { released: 'target' }, { atRest: 'target' }],
    holdSec: 0.5,
  });
  t.same(of(whole, 'ood_pick')[0]!.success, { lifted: 'target', byM: 0.1, holdSec: 0.5 });
  t.same(of(whole, 'ood_absent')[0]!.success, { all: [{ declared: 'target_absent' }, { undisturbed: 'all' }] });
  const moved = planOf(
    t,
    'task: move_to_region\ninstruction: Move the {target} onto the {home}.\nrobot: panda\nobjects:\n  target: { model: cube, place: { region: right } }\nzones:\n  home: { shape: disc, sizeM: [0.1, 0.1], color: blue, place: { region: left } }\n',
  );
  t.match(at(moved, 'nominal'), {
    instruction: 'Move the red cube onto the blue circle.',
    intent: { goal: 'home' },
    success: { all: [{ inZone: ['target', 'home'] }] },
  });
});

t.test('latency is counted in control steps', async (t) => {
  t.same(
    [
      by('latency=late_100ms')[0]!.latencySteps,
      by('latency=late_300ms')[0]!.latencySteps,
      by('nominal')[0]!.latencySteps,
    ],
    [2, 6, 0],
  );
});

t.test('a pair is both of its levels at once', async (t) => {
  const pair = by('object=new_color+lighting=dim')[1]!;
  const both = [...by('lighting=dim')[1]!.changes, ...by('object=new_color')[1]!.changes];
  t.same([...pair.changes].sort(byPath), both.sort(byPath));
  t.same(pair.channels, ['scene', 'image']);
});

const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);

t.test('the digest knows what defines an episode and nothing else', async (t) => {
  const base = at(planOf(t, SCENE), 'nominal');
  const withLevel = planOf(t, `# another comment\n${SCENE}factors:\n  lighting: { dim: { light.ambient: 0.2 } }\n`);
  t.equal(at(withLevel, 'nominal').digest, base.digest, 'a comment and another level change nothing');
  t.not(at(withLevel, 'lighting=dim').digest, base.digest);
  t.not(at(planOf(t, `${SCENE}maxSteps: 300\n`), 'nominal').digest, base.digest);
  const newer = { ...NO_SIMULATOR, version: '2' };
  t.not(at(planOf(t, SCENE, { context: newer }), 'nominal').digest, base.digest);
  const assets = { ...library.assets, 'models/bowl': 'f'.repeat(64) };
  t.not(at(planOf(t, SCENE, { library: { ...library, assets } }), 'nominal').digest, base.digest);
});

t.test('a bigger target makes its neighbours move, and says so', async (t) => {
  const text = `task: pick\ninstruction: Pick up the {target}.\nrobot: panda\nobjects:
  target: { model: cube_small, place: { at: [0.45, 0] } }
  near: { model: cube_small, place: { x: [0.45, 0.45], y: [0.075, 0.25] } }
factors:
  object: { big: { objects.target.model: toy_dinosaur, objects.target.place.yawDeg: 90 } }
`;
  const plan = planOf(t, text, { episodes: 30 });
  const moved = plan.episodes.filter((each) => each.changes.some(({ path }) => path === 'bodies.near.position'));
  t.ok(moved.length > 0 && moved.length < 30, `${moved.length} of 30`);
});

t.test('selection keeps nominal, and a pair only with both of its levels', async (t) => {
  const ids = (over: Partial<PlanOptions>) =>
    plan(ood, { ...options, episodes: 1, scenarios: ['ood_place'], ...over }).conditions.map(
      (each) => each.conditionId,
    );
  t.same(ids({ factors: ['lighting'] }), ['nominal', 'lighting=warm', 'lighting=side', 'lighting=dim']);
  t.same(ids({ levels: ['lighting=dim', 'new_color'] }), [
    'nominal',
    'object=new_color',
    'lighting=dim',
    'object=new_color+lighting=dim',
  ]);
  t.throws(() => ids({ factors: ['lightin'] }), {
    code: 'E_USAGE',
    message: /^unknown factor "lightin" in ood_place: expected one of /,
    hint: 'did you mean "lighting"?',
  });
  t.throws(() => ids({ scenarios: ['ood_plac'] }), { code: 'E_USAGE', hint: 'did you mean "ood_place"?' });
  t.throws(() => ids({ levels: ['dimm'] }), { code: 'E_USAGE', hint: 'did you mean "dim"?' });
});

t.test('what cannot reach a policy is set apart with the reason', async (t) => {
  const blind: PolicySpec = {
    name: 'blind',
    fingerprint: '',
    privileged: false,
    language: false,
    cameras: [],
    state: [],
    mode: 'ee_delta',
    executionHorizon: 0,
  };
  const simulator = { name: 'full', factors: FACTOR_NAMES };
  const outlined = outline(ood, options);
  const splitFor = (policy: PolicySpec) => splitByCarriers(outlined, { policy, simulator, measuredLatency: false });
  const conditionsIn = ({ outline: left }: ReturnType<typeof splitFor>) => conditionsOf(placesOf(left));
  const split = splitFor(blind);
  const factorsLeft = new Set(
    conditionsIn(split).flatMap(({ assignments }) => (assignments.length === 1 ? [assignments[0]!.factor] : [])),
  );
  const felt = ['object', 'position', 'orientation', 'distractors', 'occlusion', 'robot_start', 'physics', 'latency'];
  t.same([...factorsLeft].sort(), felt.sort(), 'another scene and other dynamics meet a blind policy too');
  t.equal(conditionsIn(split).length + split.unsupported.length, whole.conditions.length);
  t.equal(
    split.unsupported.find(({ condition }) => condition.conditionId === 'lighting=dim')!.reason,
    'lighting needs a camera, which blind does not take',
  );
  const seeing = splitFor({
    ...blind,
    language: true,
    cameras: [{ name: 'front', widthPx: 64, heightPx: 64, when: 'each' }],
  });
  t.same(seeing.unsupported, []);
  const told = splitFor({ ...blind, privileged: true });
  t.ok(conditionsIn(told).some(({ conditionId }) => conditionId === 'position=outside_5cm'));
  t.notOk(conditionsIn(told).some(({ conditionId }) => conditionId === 'noise=high'));
  const plain = { policy: blind, simulator: { name: 'plain', factors: ['object'] }, measuredLatency: false };
  const rest = splitByCarriers(outlined, plain);
  const left = conditionsIn(rest).flatMap(({ assignments }) => assignments.map(({ factor }) => factor));
  t.same([...new Set(left)].sort(), ['latency', 'object'], 'what the simulator names, and what is no business of it');
  const why = new Set(rest.unsupported.map(({ reason }) => reason));
  t.ok(why.has('position is nothing that simulator plain can apply'));
  t.notOk([...why].some((reason) => reason.startsWith('latency')));
});
