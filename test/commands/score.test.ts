import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { FrontDoor } from '../builders/front-door.ts';

const lines = (...values: unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const tagged = (output: unknown): string => `<think>a</think><output>${JSON.stringify(output)}</output>`;
const BOX = { x: 0.5, y: 0.5, width: 0.4, height: 0.4 };

t.test('the row of the paper, worked out by hand', async (t) => {
  const harness = new FrontDoor(t);
  harness.file(
    'truth.jsonl',
    lines(
      { id: 'same', box: BOX },
      { id: 'moved', box: BOX },
      { id: 'words', box: BOX },
      {
        id: 7,
        trajectory: [
          [0, 0],
          [1, 0],
        ],
      },
      {
        id: 'gone',
        trajectory: [
          [0, 0],
          [1, 0],
        ],
      },
    ),
  );
  harness.file(
    'said.jsonl',
    lines(
      {
        id: '7',
        text: tagged([
          [0, 0.3],
          [1, 0.4],
        ]),
      },
      { id: 'words', text: 'It is on the left.' },
      { id: 'moved', text: `<output>${JSON.stringify({ ...BOX, x: 0.6 })}</output>` },
      { id: 'same', text: tagged(BOX) },
    ),
  );
  const { code, stdout, stderr } = await harness.run([
    'score',
    'said.jsonl',
    '--truth',
    'truth.jsonl',
    '--json',
    'out.json',
  ]);
  t.equal(code, 0, stderr);
  const { affordance, trajectory, rows, ...rest } = JSON.parse(readFileSync(join(harness.folder, 'out.json'), 'utf8'));
  const near = (got: number, wanted: number, name: string) =>
    t.ok(Math.abs(got - wanted) < 1e-6, `${name}: ${got}, ${wanted}`);
  t.equal(affordance.n, 3);
  // 1, 0.12 / 0.20 and nothing; GIoU of the second is its IoU, of the third -1.
  near(affordance.iou, 1.6 / 3, 'IoU');
  near(affordance.giou, 0.6 / 3, 'GIoU');
  near(affordance.areaRatio, 1, 'area');
  // Code: 1, 0.9 (0.6 + 1) / 2, 0. Paper: 2, 0.6, -1.
  near(affordance.reward, 1.72 / 3, 'reward');
  near(affordance.paperReward, 1.6 / 3, 'reward of the paper');
  t.equal(trajectory.n, 2);
  const worst = 1000 * Math.SQRT2;
  near(trajectory.dfd, (400 + worst) / 2, 'DFD');
  near(trajectory.hd, (400 + worst) / 2, 'HD');
  near(trajectory.rmse, (1000 * Math.sqrt(0.125) + worst) / 2, 'RMSE');
  near(trajectory.average, (trajectory.dfd + trajectory.hd + trajectory.rmse) / 3, 'average');
  t.match(rest, { formatRate: 2 / 5, unparseable: 2, missing: 1 });
  t.ok(affordance.intervals.iou.low < affordance.iou && affordance.iou < affordance.intervals.iou.high);
  t.strictSame(
    rows.map(({ id }: { id: string }) => id),
    ['same', 'moved', 'words', 7, 'gone'],
  );
  t.match(rows[4], { problem: 'no answer to this question', dfd: worst });
  t.match(stdout, /affordance\s+n\s+IoU %/);
  t.match(stdout, /53\.33 \[\d/);
  t.match(stdout, /2 of 5 answers point nowhere \(1 of them are missing\)/);
  const again = await harness.run(['score', 'said.jsonl', '--truth', 'truth.jsonl']);
  t.equal(again.stdout, stdout, 'the same numbers again');
});

t.test('files of ShareRobot, their pixels and corners, and answers in pixels', async (t) => {
  const harness = new FrontDoor(t);
  const meta_data = { original_dataset: 'bridge', original_width: 640, original_height: 480 };
  const truth = [
    { id: 1, meta_data, instruction: 'a', affordance: { x: 160, y: 120, width: 320, height: 240 } },
    {
      id: 2,
      meta_data,
      instruction: 'b',
      points: [
        [64, 48],
        [320, 240],
      ],
    },
    {
      id: 3,
      image: 'c.png',
      conversations: [
        { from: 'human', value: '?' },
        { from: 'gpt', value: tagged(BOX) },
      ],
    },
  ];
  harness.file('truth.json', JSON.stringify(truth, null, 2));
  harness.file(
    'said.jsonl',
    lines(
      { id: 1, text: '```json\n[{"bbox_2d": [160, 120, 480, 360]}]\n```' },
      { id: 2, text: '[[64, 48], [320, 240]]' },
      { id: 3, text: tagged([256, 144, 256, 144].map((each, i) => each * (i < 2 ? 0.75 : 1.75))) },
    ),
  );
  const args = ['score', 'said.jsonl', '--truth', 'truth.json', '--coordinates', 'pixel'];
  const unsized = await harness.run(args);
  t.equal(unsized.code, 2);
  t.match(unsized.stderr, /^E_USAGE --coordinates pixel: expected the size of the image of '3', got none/);
  const { code, stderr } = await harness.run([...args, '--image-size', '640x360', '--json', 'out.json']);
  t.equal(code, 0, stderr);
  const { rows } = JSON.parse(readFileSync(join(harness.folder, 'out.json'), 'utf8'));
  t.equal(rows[0].iou, 1);
  t.equal(rows[1].average, 0);
  // x from 192 to 448 of 640 is the truth's 0.3..0.7; y from 108 to 252 of 360 is 0.3..0.7.
  t.ok(rows[2].iou > 1 - 1e-9, `${rows[2].iou}`);
});

t.test('every line that is not in form is named with its place, exit 2', async (t) => {
  const harness = new FrontDoor(t);
  harness.file(
    'truth.jsonl',
    lines({ id: 'a', box: BOX }, { id: 'b', box: { ...BOX, width: 0 } }, { id: 'c' }, { box: BOX }),
  );
  harness.file(
    'said.jsonl',
    lines({ id: 'a', text: 1 }, { id: 'A', text: '' }, { id: 'aa', text: '' }, { id: 'aa', text: '' }),
  );
  const { code, stderr, stdout } = await harness.run(['score', 'said.jsonl', '--truth', 'truth.jsonl']);
  t.equal(code, 2);
  t.equal(stdout, '');
  t.match(stderr, /^truth\.jsonl:2:1: E_INPUT box\.width: /m);
  t.match(stderr, /^truth\.jsonl:3:1: E_INPUT expected \{box: /m);
  t.match(stderr, /^truth\.jsonl:4:1: E_INPUT id: expected a text or a number, got undefined$/m);
  t.match(stderr, /^said\.jsonl:1:1: E_INPUT text: expected the answer as a text, got 1$/m);
  t.match(
    stderr,
    /^said\.jsonl:2:1: E_INPUT id 'A': expected one of the truth's, got none with it \(did you mean "a"\?\)$/m,
  );
  t.match(stderr, /^said\.jsonl:4:1: E_INPUT id 'aa': expected it once, got it again$/m);
  harness.file('broken.jsonl', `${lines({ id: 'a', text: '' })}{"id": \n`);
  t.match(await harness.run(['score', 'broken.jsonl', '--truth', 'truth.jsonl']), {
    code: 2,
    stderr: /^broken\.jsonl:2:1: E_INPUT expected JSON, got/,
  });
  harness.file('empty.jsonl', '\n');
  t.match(await harness.run(['score', 'empty.jsonl', '--truth', 'truth.jsonl']), {
    code: 2,
    stderr: /^empty\.jsonl:1:1: E_INPUT/,
  });
  t.match(await harness.run(['score', 'none.jsonl', '--truth', 'truth.jsonl']), {
    code: 2,
    stderr: /^E_INPUT cannot read none\.jsonl/,
  });
});

t.test('bytes that are no UTF-8, and NaN, are answers that nobody understands', async (t) => {
  const harness = new FrontDoor(t);
  harness.file('truth.jsonl', lines({ id: 'a', box: BOX }, { id: 'b', box: BOX }));
  const text = Buffer.concat([Buffer.from('{"id":"a","text":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}\n')]);
  writeFileSync(
    join(harness.folder, 'said.jsonl'),
    Buffer.concat([text, Buffer.from(lines({ id: 'b', text: tagged('x').replace('"x"', 'NaN') }))]),
  );
  const { code, stdout, stderr } = await harness.run(['score', 'said.jsonl', '--truth', 'truth.jsonl']);
  t.equal(code, 0, stderr);
  t.match(stdout, /2 of 2 answers point nowhere/);
});
