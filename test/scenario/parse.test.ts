import t from 'tap';
import { oneLine } from '../../harness/errors.ts';
import { loadLibrary } from '../../harness/library/load.ts';
import { parseScenario } from '../../harness/scenario/parse.ts';
import type { Scenario } from '../../harness/scenario/scenario.ts';

const library = loadLibrary();

const GOOD = `task: pick
instruction: Pick up the {target}.
robot: panda
objects:
  target: { model: cube, place: { region: center } }
`;

const parse = (text: string | Uint8Array) =>
  parseScenario(typeof text === 'string' ? new TextEncoder().encode(text) : text, 'a.yaml', library);

const faults = (text: string | Uint8Array): string[] => parse(text).errors.map(oneLine);

function sound(text: string): Scenario {
  const { scenario, errors } = parse(text);
  if (!scenario) throw new Error(errors.map(oneLine).join('\n'));
  return scenario;
}

const replaced = (from: string, to: string): string => GOOD.replace(from, to);
const added = (text: string): string => `${GOOD}${text}\n`;

/** File -> the start of its only line of complaint, and how it ends. */
const FAULTS: readonly (readonly [what: string, text: string, start: string, end: string])[] = [
  [
    'unknown key',
    added('lok: oak'),
    'a.yaml:6:1: E_SCENARIO unknown key "lok": expected one of task, instruction,',
    '(did you mean "look"?)',
  ],
  [
    'unknown key inside',
    replaced('model:', 'modle:'),
    'a.yaml:5:13: E_SCENARIO unknown key "modle" in objects.target: expected one of model, models,',
    '(did you mean "model"?)',
  ],
  ['wrong type', added('maxSteps: many'), 'a.yaml:6:11: E_SCENARIO maxSteps: expected a number, got "many"', ''],
  [
    'fraction of a step',
    added('maxSteps: 2.5'),
    'a.yaml:6:11: E_SCENARIO maxSteps: expected a whole number, got 2.5',
    '',
  ],
  ['not a number', added('latencyMs: .nan'), 'a.yaml:6:12: E_SCENARIO latencyMs: expected a number, got NaN', ''],
  [
    'grams',
    replaced('model: cube', 'model: cube, massG: 80'),
    'a.yaml:5:26: E_SCENARIO unknown key "massG" in objects.target: expected one of',
    '(massG is in grams, expected massKg in kilograms)',
  ],
  [
    'radians',
    replaced('region: center', 'region: center, yawRad: 1'),
    'a.yaml:5:51: E_SCENARIO unknown key "yawRad" in objects.target.place: expected one of',
    '(yawRad is in radians, expected yawDeg in degrees)',
  ],
  [
    'centimetres',
    replaced('region: center', 'xCm: [40, 50]'),
    'a.yaml:5:35: E_SCENARIO unknown key "xCm" in objects.target.place: expected one of',
    '(xCm is in centimetres, expected x in metres)',
  ],
  [
    'seconds for milliseconds',
    added('latencySec: 0.1'),
    'a.yaml:6:1: E_SCENARIO unknown key "latencySec": expected one of',
    '(latencySec is in seconds, expected latencyMs in milliseconds)',
  ],
  ['impossible range', added('latencyMs: -5'), 'a.yaml:6:12: E_SCENARIO latencyMs: expected at least 0, got -5', ''],
  [
    'upside-down range',
    replaced('region: center', 'x: [0.5, 0.4], y: [0, 0.1]'),
    'a.yaml:5:38: E_SCENARIO objects.target.place.x: expected [low, high] with low <= high, got [0.5,0.4]',
    '',
  ],
  [
    'neither number nor range',
    replaced('region: center', 'region: center, yawDeg: left'),
    'a.yaml:5:59: E_SCENARIO objects.target.place.yawDeg: expected degrees in [-360, 360], or [low, high] within it, got "left"',
    '',
  ],
  [
    'two ways to say where',
    replaced('region: center', 'region: center, at: [0.4, 0]'),
    'a.yaml:5:33: E_SCENARIO objects.target.place: expected one of: region (with or without cell, outsideByM), x and y, at, got',
    '',
  ],
  [
    'missing model',
    replaced('cube', 'cubee'),
    'a.yaml:5:20: E_SCENARIO unknown model "cubee": expected one of apple,',
    '(did you mean "cube"?)',
  ],
  [
    'unknown robot',
    replaced('panda', 'pandda'),
    'a.yaml:3:8: E_SCENARIO unknown robot "pandda": expected one of panda, piper, ur5e (did you mean "panda"?)',
    '',
  ],
  [
    'unknown region',
    replaced('center', 'centre'),
    'a.yaml:5:43: E_SCENARIO unknown region "centre": expected one of left, right, center, near, far, table (did you mean "center"?)',
    '',
  ],
  [
    'unknown task',
    replaced('task: pick', 'task: pik'),
    'a.yaml:1:7: E_SCENARIO task: expected one of pick, pick_and_place, move_to_region, pick_absent, foreign, got "pik" (did you mean "pick"?)',
    '',
  ],
  [
    'missing key',
    replaced('task: pick\n', ''),
    'a.yaml:1:1: E_SCENARIO missing task: expected one of pick, pick_and_place, move_to_region, pick_absent, foreign, got nothing',
    '',
  ],
  [
    'a receptacle as target',
    replaced('cube', 'bowl'),
    'a.yaml:5:20: E_SCENARIO objects.target.model: expected a graspable model for the target, got a receptacle',
    '',
  ],
  [
    'a receptacle among the models of the target',
    replaced('model: cube', 'models: [cube, bowl]'),
    'a.yaml:5:28: E_SCENARIO objects.target.models.1: expected a graspable model for the target, got a receptacle',
    '',
  ],
  [
    'a model and models',
    replaced('model: cube', 'model: cube, models: [mug]'),
    'a.yaml:5:11: E_SCENARIO objects.target: expected one of model, models, like, got',
    '',
  ],
  [
    'a colour and colours',
    replaced('model: cube', 'model: cube, color: red, colors: [blue]'),
    'a.yaml:5:11: E_SCENARIO objects.target: expected color or colors, not both, got',
    '',
  ],
  [
    'an unknown colour among several',
    replaced('model: cube', 'model: cube, colors: [red, bleu]'),
    'a.yaml:5:40: E_SCENARIO unknown colour "bleu": expected one of red,',
    '(did you mean "blue"?)',
  ],
  [
    'like an object that is not there',
    replaced('objects:', 'objects:\n  twin: { like: targt }'),
    'a.yaml:5:17: E_SCENARIO unknown object "targt": expected one of target (did you mean "target"?)',
    '',
  ],
  [
    'like one that is like another',
    replaced('objects:', 'objects:\n  twin: { like: target }\n  third: { like: twin }'),
    'a.yaml:6:18: E_SCENARIO unknown object "twin": expected one of target',
    '',
  ],
  [
    'unlike an object that is drawn later',
    replaced('model: cube', 'model: cube, unlike: [twin]').replace('objects:', 'objects:\n  twin: { like: target }'),
    'a.yaml:6:35: E_SCENARIO unknown object "twin": expected one of none',
    '',
  ],
  [
    'a group that is absent',
    replaced('objects:', 'objects:\n  twin: { like: target, count: 2, absent: true }'),
    'a.yaml:5:9: E_SCENARIO objects.twin: expected one object with absent, not a group, got',
    '',
  ],
  [
    'an unknown texture among several',
    added('table: { textures: [null, oka] }'),
    'a.yaml:6:27: E_SCENARIO unknown texture "oka": expected one of',
    '(did you mean "oak"?)',
  ],
  [
    'a task without its zone',
    replaced('task: pick', 'task: move_to_region'),
    'a.yaml:1:7: E_SCENARIO task: expected a zone, or goal, for the task move_to_region',
    '',
  ],
  [
    'a target that is there',
    replaced('task: pick', 'task: pick_absent'),
    'a.yaml:5:11: E_SCENARIO objects.target: expected absent: true for the task pick_absent',
    '',
  ],
  [
    'physics that does not divide',
    added('physicsHz: 250'),
    'a.yaml:6:12: E_SCENARIO physicsHz: expected a whole multiple of controlHz 20, got 250',
    '',
  ],
  [
    'unknown placeholder',
    replaced('{target}', '{targt}'),
    'a.yaml:2:14: E_SCENARIO unknown placeholder {targt}, "targt": expected one of target (did you mean "target"?)',
    '',
  ],
  [
    'open brace',
    replaced('{target}', '{target'),
    'a.yaml:2:14: E_SCENARIO instruction: expected each { with its }, got',
    '',
  ],
  [
    'duplicate key',
    added('task: pick'),
    'a.yaml:6:1: E_SCENARIO duplicate key: expected each key once in a mapping',
    '',
  ],
  [
    'custom tag',
    added('look: !!js/function oak'),
    'a.yaml:6:7: E_SCENARIO custom tag: expected plain YAML, got tag:yaml.org,2002:js/function',
    '',
  ],
  [
    'a key that is no text',
    added('[look]: oak'),
    'a.yaml:6:1: E_SCENARIO odd key: expected plain text before the colon, got a list, a mapping or an alias',
    '',
  ],
  [
    'an anchor that holds itself',
    added('factors: &f { light: *f }'),
    'a.yaml:1:1: E_SCENARIO an alias inside of its own anchor: expected values that end, got one that holds itself',
    '',
  ],
  [
    'two documents',
    `${GOOD}---\n${GOOD}`,
    'a.yaml:6:1: E_SCENARIO several documents: expected one scenario a file',
    '',
  ],
  ['broken YAML', 'task: [pick\nx: 1\n', 'a.yaml:2:1: E_SCENARIO not YAML: Flow sequence', ''],
  ['nothing', '', 'a.yaml:1:1: E_SCENARIO the file: expected a mapping, got null', ''],
  [
    'unknown factor',
    added('factors:\n  objct:\n    a: { look: lab }'),
    'a.yaml:7:3: E_SCENARIO unknown factor "objct" in factors: expected one of object, position,',
    '(did you mean "object"?)',
  ],
  [
    'a level of nothing',
    added('factors:\n  object:\n    a: { control: true }'),
    'a.yaml:8:5: E_SCENARIO factors.object.a: expected at least one change, got none',
    '',
  ],
  [
    'a level of an unknown object',
    added('factors:\n  object:\n    a: { objects.targt.color: blue }'),
    'a.yaml:8:10: E_SCENARIO unknown object "targt" in objects.targt.color: expected one of target (did you mean "target"?)',
    '',
  ],
  [
    'a level with an unknown key',
    added('factors:\n  object:\n    a: { objects.target.colour: blue }'),
    'a.yaml:8:10: E_SCENARIO unknown key "colour" in objects.target: expected one of',
    '(did you mean "color"?)',
  ],
  [
    'a level with a wrong value',
    added('factors:\n  object:\n    a: { objects.target.color: bleu }'),
    'a.yaml:8:32: E_SCENARIO unknown colour "bleu": expected one of red,',
    '(did you mean "blue"?)',
  ],
  [
    'a level that reaches into a value',
    added('look: oak\nfactors:\n  object:\n    a: { look.x: 3 }'),
    'a.yaml:9:10: E_SCENARIO look.x: expected a mapping at look, got a single value',
    '',
  ],
  [
    'a level of a prototype',
    added('factors:\n  object:\n    a: { __proto__.x: 1 }'),
    'a.yaml:8:10: E_SCENARIO unknown key "__proto__": expected one of',
    '',
  ],
  [
    'a pair of unknown levels',
    added('pairs: [[object=a, lighting=b]]'),
    'a.yaml:6:10: E_SCENARIO unknown level "object=a": expected one of none',
    '',
  ],
];

for (const [what, text, start, end] of FAULTS) {
  t.test(what, async (t) => {
    const found = faults(text);
    t.equal(found.length, 1, found.join('\n'));
    t.equal(found[0]!.slice(0, start.length), start);
    t.ok(found[0]!.endsWith(end), found[0]!);
    t.notMatch(found[0], /\n/, 'one line');
  });
}

t.test('several faults are all reported, in the order of the file', async (t) => {
  const found = faults(added('lok: oak\nmaxSteps: 0\nsuccess: { liftd: target }'));
  t.same(
    found.map((line) => line.split(' ')[0]),
    ['a.yaml:6:1:', 'a.yaml:7:11:', 'a.yaml:8:12:'],
  );
});

t.test('files that are no scenario are refused before they are read as one', async (t) => {
  t.same(faults(Uint8Array.from([1, 0, 2])), [
    'a.yaml:1:1: E_SCENARIO not a text file: expected YAML in UTF-8, got binary data',
  ]);
  t.same(faults(Uint8Array.from([0xff, 0xfe, 0x41])), [
    'a.yaml:1:1: E_SCENARIO not a text file: expected YAML in UTF-8, got binary data',
  ]);
  t.match(faults('['.repeat(100_000)), [/^a\.yaml:1:25: E_SCENARIO nested too deep: expected at most 24 levels/]);
  t.match(faults(`a: "${'x'.repeat(300_000)}"`), [
    /^a\.yaml:1:1: E_SCENARIO file too large: expected at most 262144 bytes/,
  ]);
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefg'.split('').map((k, i) => `${k}: &${k} [${`*${'abcdef'[i]},`.repeat(9)}]`),
  ].join('\n');
  t.match(faults(bomb), [/^a\.yaml:1:1: E_SCENARIO too many aliases/]);
});

t.test('a sound scenario has nominal first, then levels in the order of the file, then pairs', async (t) => {
  const { conditions } = sound(
    added(`factors:
  lighting: { dim: { light.ambient: 0.2 } }
  object: { blue: { objects.target.color: blue }, mug: { objects.target.model: mug } }
pairs: [[object=blue, lighting=dim]]`),
  );
  t.same(
    conditions.map((each) => each.id),
    ['nominal', 'lighting=dim', 'object=blue', 'object=mug', 'object=blue+lighting=dim'],
  );
  t.equal(conditions[0]!.setup.objects.target!.color, undefined, 'levels leave nominal as it is');
  t.match(conditions[4]!.setup, { objects: { target: { color: 'blue', model: 'cube' } }, light: { ambient: 0.2 } });
});

t.test('a robot by name can still be changed by a level', async (t) => {
  const { conditions } = sound(added('factors:\n  robot_start: { near: { robot.startJointsOffsetDeg: 5 } }'));
  t.match(conditions[1]!.setup.robot, { name: 'panda', startJointsOffsetDeg: 5 });
});

t.test('anchors and aliases are plain YAML', async (t) => {
  t.equal(
    sound(replaced('{ model: cube,', '&it { model: cube,').replace('objects:', 'objects:\n  spare: { model: mug }'))
      .conditions.length,
    1,
  );
});
