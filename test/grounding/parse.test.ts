import fc from 'fast-check';
import t from 'tap';
import { parseAnswer } from '../../agents/grounding/parse/parse.ts';
import { MAX_WAYPOINTS } from '../../agents/grounding/parse/shape.ts';

const BOX = { x: 0.5, y: 0.4, width: 0.2, height: 0.1 };
const BOX_JSON = JSON.stringify(BOX);
const affordance = (box: typeof BOX) => ({ kind: 'affordance' as const, box });
const trajectory = (...points: [number, number][]) => ({ kind: 'trajectory' as const, trajectory: points });
const tagged = (output: string): string =>
  `<think>Look at the cup.</think> so, the answer is <output>${output}</output>`;
const pixels = { coordinates: { unit: 'pixel' as const, widthPx: 640, heightPx: 480 } };

t.test('the answer that VLA-R1 was trained to give', async (t) => {
  t.strictSame(parseAnswer(tagged(BOX_JSON)), {
    thought: 'Look at the cup.',
    pointing: affordance(BOX),
    absent: false,
    wellFormed: true,
    problem: null,
  });
  const path = parseAnswer(tagged('[[0.1, 0.2], [0.3, 0.4]]'), { kind: 'trajectory', strict: true });
  t.strictSame(path.pointing, trajectory([0.1, 0.2], [0.3, 0.4]));
});

t.test('answers that are understood all the same, and are not well-formed', async (t) => {
  const understood: Record<string, string> = {
    'no tags': `The cup is at ${BOX_JSON}.`,
    'no thought': `<output>${BOX_JSON}</output>`,
    'a fence in the block': `<think>a</think><output>\`\`\`json\n${BOX_JSON}\n\`\`\`</output>`,
    'quotes of Python': `<output>${BOX_JSON.replaceAll('"', "'")}</output>`,
    'numbers in quotes': '<output>{"x": "0.5", "y": "0.4", "width": "0.2", "height": "0.1"}</output>',
    'a size below zero, as the released code takes it': '<output>{"x":0.5,"y":0.4,"width":-0.2,"height":0.1}</output>',
    'an end that never came': `<think>a</think><output>${BOX_JSON}`,
    'two blocks: the first counts': `${tagged(BOX_JSON)} <output>{"x":0.1,"y":0.1,"width":0.1,"height":0.1}</output>`,
    'a block in the thought: that after it counts': `<think>not <output>[[0,0],[1,1]]</output></think><output>${BOX_JSON}</output>`,
    capitals: `<OUTPUT>${BOX_JSON}</OUTPUT>`,
    'brackets of words around it': `[I am sure {about this: ${BOX_JSON}`,
    'keys in another order, and one more': '<output>{"label":"cup","height":0.1,"width":0.2,"y":0.4,"x":0.5}</output>',
    'a list of one': `<output>[${BOX_JSON}]</output>`,
  };
  for (const [name, text] of Object.entries(understood)) {
    const { pointing, wellFormed, problem } = parseAnswer(text);
    t.strictSame(pointing, affordance(BOX), `${name}: ${problem}`);
    t.notOk(wellFormed, name);
    t.match(parseAnswer(text, { strict: true }).problem, /^format: expected <think>/, `${name}, strict`);
  }
});

t.test('pixels, as Qwen2.5-VL answers', async (t) => {
  const box = affordance({ x: 0.5, y: 0.5, width: 0.25, height: 0.5 });
  for (const text of [
    '```json\n[{"bbox_2d": [240, 120, 400, 360], "label": "cup"}]\n```',
    '<output>{"bbox_2d": [400, 360, 240, 120]}</output>',
    '<output>[240, 120, 400, 360]</output>',
    '<output>{"x": 320, "y": 240, "width": 160, "height": 240}</output>',
  ]) {
    t.strictSame(parseAnswer(text, pixels).pointing, box, text);
  }
  for (const text of [
    '[{"point_2d": [64, 48]}, {"point_2d": [320, 240]}]',
    '<output>[[64, 48], [320, 240]]</output>',
  ]) {
    t.strictSame(parseAnswer(text, pixels).pointing, trajectory([0.1, 0.1], [0.5, 0.5]), text);
  }
});

t.test('what says that the target is not there', async (t) => {
  for (const text of [
    '<think>I see no banana.</think><output></output>',
    tagged('null'),
    tagged('None'),
    tagged('[]'),
    tagged('{}'),
    tagged('{"x": 0, "y": 0, "width": 0, "height": 0}'),
    tagged('The banana is not visible.'),
    '<think>Only cups.</think> There is no banana in the image.',
    "I couldn't find it.",
  ]) {
    t.match(parseAnswer(text), { pointing: null, absent: true, problem: null }, text);
  }
});

t.test('what points nowhere says why in one line', async (t) => {
  const problems: [string, RegExp][] = [
    ['', /^expected JSON of a box or a path, got nothing$/],
    ['The cup is on the left.', /got The cup is on the left\.$/],
    [tagged('{"x": NaN, "y": 0.4, "width": 0.2, "height": 0.1}'), /^expected JSON of a box or a path, got \{"x": NaN/],
    [tagged('{"x": 1e999, "y": 0.4, "width": 0.2, "height": 0.1}'), /a box of finite numbers, got \[Infinity/],
    [tagged('{"x": 0.5, "y": 0.4, "width": 0.2}'), /got \{x, y, width\}$/],
    [tagged('{"x": 0.5, "y": 0.4, "width": 0.2, "height": 0}'), /a box with an area/],
    [
      tagged('{"x": 320, "y": 240, "width": 64, "height": 48}'),
      /a box in the image, .*: these should be fractions of it$/,
    ],
    [tagged('{"x": 1.3, "y": 0.5, "width": 0.2, "height": 0.2}'), /a box in the image/],
    [tagged('[[0.1, 0.2]]'), /at least two waypoints, got 1$/],
    [tagged('[0.1, 0.2]'), /\[\[x, y\], \.\.\.\], got \[0\.1, 0\.2\]$/],
    [tagged('[[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]'), /\[\[x, y\], \.\.\.\], got/],
    [tagged('[[0.1, 0.2], [300, 0.4]]'), /waypoints in the image/],
    [tagged(`[${BOX_JSON}, ${BOX_JSON}]`), /one box, got 2 objects$/],
    [`It is ${BOX_JSON} or ${BOX_JSON}.`, /expected one answer, got 2$/],
    [
      '<!doctype html><html><head><style>p {color: red}</style></head><body>404 Not Found</body></html>',
      /got <!doctype html>/,
    ],
    ['<think>a</think><output>', /got the end of the text$/],
    [tagged('"left"'), /got left$/],
    [tagged('17'), /got 17$/],
  ];
  for (const [text, expected] of problems) {
    const { pointing, absent, problem } = parseAnswer(text);
    t.equal(pointing, null, text);
    t.notOk(absent, text);
    t.match(problem, expected);
    t.ok(problem!.length < 200 && !problem!.includes('\n'), problem!);
  }
  t.match(parseAnswer(tagged(BOX_JSON), { kind: 'trajectory' }).problem, /expected a path of waypoints, got a box/);
  t.match(parseAnswer(tagged('[[0,0],[1,1]]'), { kind: 'affordance' }).problem, /expected a box, got a path/);
});

t.test('a little outside the image is kept as it was said', async (t) => {
  const said = { x: 0.98, y: 0.5, width: 0.2, height: 0.2 };
  t.strictSame(parseAnswer(tagged(JSON.stringify(said))).pointing, affordance(said));
  t.strictSame(parseAnswer(tagged('[[-0.1, 0.5], [1.2, 0.5]]')).pointing, trajectory([-0.1, 0.5], [1.2, 0.5]));
});

t.test('10,000 waypoints are walked at even spacing, ends kept', async (t) => {
  const line = Array.from({ length: 10_000 }, (_, i) => [i / 9999, 0.25]);
  const { pointing } = parseAnswer(tagged(JSON.stringify(line)));
  if (pointing?.kind !== 'trajectory') return t.fail('no path');
  const path = pointing.trajectory;
  t.equal(path.length, MAX_WAYPOINTS);
  t.strictSame([path[0], path.at(-1)], [line[0], line.at(-1)]);
  path.forEach(([x, y], i) => {
    t.ok(Math.abs(x - i / (MAX_WAYPOINTS - 1)) < 1e-9 && y === 0.25, `waypoint ${i}`);
  });
});

t.test('10 MB of anything end in an answer', async (t) => {
  const size = 10 * 1024 * 1024;
  const monsters: Record<string, string> = {
    words: 'the cup '.repeat(size / 8),
    'open brackets': '['.repeat(size),
    'empty lists': '[]'.repeat(size / 2),
    'open and closed brackets': '['.repeat(size / 2) + ']'.repeat(size / 2),
    'a block of brackets': tagged('['.repeat(size / 2) + ']'.repeat(size / 2)),
    tags: '<output>'.repeat(size / 8),
    denials: 'not '.repeat(size / 4),
    angles: '<'.repeat(size),
    spaces: tagged(' '.repeat(size)),
    digits: tagged(`{"x": ${'1'.repeat(size)}, "y": 0, "width": 1, "height": 1}`),
    waypoints: tagged(`[${'[0.5,0.5],'.repeat(size / 10)}[0,0]]`),
  };
  for (const [name, text] of Object.entries(monsters)) {
    const { problem } = parseAnswer(text);
    t.ok(problem === null || problem.length < 200, name);
  }
  t.match(parseAnswer(monsters.waypoints!).problem, /^expected JSON of at most 1048576 characters, got 10\d+$/);
  t.strictSame(parseAnswer('long '.repeat(size / 5) + tagged(BOX_JSON)).pointing, affordance(BOX), 'still understood');
});

/** Parts of answers in any order: nearer to what breaks a parser than random letters. */
const pieces = fc.constantFrom(
  ...[
    '<think>',
    '</think>',
    '<output>',
    '</output>',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    ':',
    ',',
    ' ',
    '\n',
    'x',
    'not there',
  ],
  ...[
    '"x":0.5',
    '"y":',
    '"width":',
    '"height":0.1',
    '[0.1,0.2]',
    BOX_JSON,
    'NaN',
    '-1e400',
    'null',
    '\uD800',
    '<html>',
  ],
);
const answers = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
  fc.json().map((json) => tagged(json)),
);

t.test('any text gives an answer that keeps what the types say', async (t) => {
  const holds = (text: string, kind: 'affordance' | 'trajectory' | null, strict: boolean, inPixels: boolean): void => {
    const answer = parseAnswer(text, { kind, strict, ...(inPixels ? pixels : {}) });
    const { pointing, absent, problem } = answer;
    const verdicts = [pointing !== null, absent, problem !== null].filter(Boolean);
    if (verdicts.length !== 1) throw new Error('one of: points, absent, problem');
    if (pointing && kind && pointing.kind !== kind) throw new Error('another kind');
    if (strict && pointing && !answer.wellFormed) throw new Error('not well-formed');
    if (pointing?.kind === 'trajectory' && pointing.trajectory.length < 2) throw new Error('too short');
    const numbers = pointing?.kind === 'affordance' ? Object.values(pointing.box) : (pointing?.trajectory.flat() ?? []);
    if (!numbers.every((each) => each >= -0.5 && each <= 2)) throw new Error(`numbers: ${numbers}`);
  };
  const kinds = fc.constantFrom('affordance' as const, 'trajectory' as const, null);
  t.doesNotThrow(() => {
    fc.assert(fc.property(answers, kinds, fc.boolean(), fc.boolean(), holds), { numRuns: 3000, seed: 5 });
  });
});
