/** `harness dataset` through the real command line, bridge and disk. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import { type Test, test } from 'tap';
import type { SceneRecord, ShareGptEntry } from '../../agents/dataset/record.ts';
import { HELD_OUT, isHeldOutModel, SPLITS, type Split } from '../../agents/dataset/split.ts';
import { loadLibrary } from '../../harness/library/load.ts';
import { FrontDoor, until } from '../builders/front-door.ts';

const SCENES = 10;

test('a data set is whole, true to its files, the same from the same seed, and goes on after a kill', async (t) => {
  const door = new FrontDoor(t);
  const made = await door.run(['dataset', '--scenes', String(SCENES), '--out', 'set', '--workers', '2', '--json']);
  t.equal(made.code, 0, made.stderr);
  t.equal(JSON.parse(made.stdout).counts.train.scenes, 8);
  const set = join(door.folder, 'set');
  await t.test('every entry has its picture, its prompt and one answer', (t) => checkEntries(t, set));
  await t.test('nothing held out is in train or val', async (t) => checkSplits(t, set));

  await t.test('killed half way, the same command makes the same bytes', async (t) => {
    const args = ['dataset', '--scenes', String(SCENES), '--out', 'again', '--workers', '1'];
    const child = door.start(args);
    const scenes = join(door.folder, 'again', 'scenes.jsonl');
    await until(() => existsSync(scenes) && linesOf(scenes).length >= 2, 90_000);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('close', resolve));
    t.notOk(existsSync(join(door.folder, 'again', 'train.json')), 'no entry of an unfinished set');
    writeFileSync(scenes, `${readFileSync(scenes, 'utf8')}{"scene":7,"torn`);
    const resumed = await door.run(args);
    t.equal(resumed.code, 0, resumed.stderr);
    t.match(resumed.stderr, /going on after/);
    t.same(contentOf(join(door.folder, 'again')), contentOf(set));
  });

  const another = await door.run(['dataset', '--scenes', '3', '--out', 'set', '--seed', '1']);
  t.equal(another.code, 2);
  t.match(another.stderr, /^E_OUTPUT .*holds another data set: scenes 10, now 3; seed 0, now 1.*--force.*\n$/);
});

async function checkEntries(t: Test, set: string): Promise<void> {
  const truths = new Map(linesOf(join(set, 'truth.jsonl')).map((line) => [JSON.parse(line).id, JSON.parse(line)]));
  const entries = SPLITS.flatMap((split) => entriesOf(set, split));
  t.equal(entries.length, truths.size);
  for (const { id, image, conversations } of entries) {
    const { width, height, format } = await sharp(join(set, image)).metadata();
    t.same([width, height, format], [640, 480, 'jpeg'], image);
    const [question, answer] = conversations;
    t.match(question.value, /^.+ Please output the .* in the format <output>.*<\/output>\.\n<image>$/);
    t.equal(answer.value.match(/^\d\. [A-Z][a-z ]+: ./gm)?.length, 4, `four steps in ${id}`);
    const output = /^<think>[\s\S]+<\/think> so, the answer is <output>(.*)<\/output>$/.exec(answer.value);
    const pointed = JSON.parse(output![1]!);
    t.same(truths.get(id), { id, ...(Array.isArray(pointed) ? { trajectory: pointed } : { box: pointed }) });
    t.ok(fractionsIn(pointed).every((value) => value >= 0 && value <= 1));
    t.notMatch(answer.value, /undefined|NaN|null|\{it\}/);
  }
}

function checkSplits(t: Test, set: string): void {
  const library = loadLibrary();
  const scenes = linesOf(join(set, 'scenes.jsonl')).map((line) => JSON.parse(line) as SceneRecord);
  for (const { split, things, heldOut } of scenes) {
    const held = things.filter(
      ({ model, color }) =>
        (model !== null && isHeldOutModel(model, library)) || HELD_OUT.colors.some((word) => word === color),
    );
    if (split === 'ood') t.ok(heldOut.length > 0);
    else t.same([held, heldOut], [[], []], `a scene of ${split}`);
  }
  t.ok(scenes.some(({ split }) => split === 'val') && scenes.some(({ split }) => split === 'ood'));
  t.equal(new Set(scenes.map(({ seed }) => seed)).size, SCENES, 'no scene twice');
  const images = SPLITS.map((split) => new Set(entriesOf(set, split).map(({ image }) => image)));
  t.equal(
    new Set(images.flatMap((each) => [...each])).size,
    images.reduce((sum, each) => sum + each.size, 0),
  );
}

test('scenes of a suite', async (t) => {
  const door = new FrontDoor(t);
  const { code, stderr } = await door.run(['dataset', '--scenes', '3', '--out', 'set', '--suite', 'in-domain']);
  t.equal(code, 0, stderr);
  const scenes = linesOf(join(door.folder, 'set', 'scenes.jsonl')).map((line) => JSON.parse(line) as SceneRecord);
  t.same(
    scenes.map(({ source, split }) => [source, split]),
    [
      ['banana_absent', 'ood'],
      ['move_brick_to_circle', 'train'],
      ['pick_bottle', 'train'],
    ],
  );
});

test('what a user gets wrong is one line and exit code 2', async (t) => {
  const door = new FrontDoor(t);
  mkdirSync(join(door.folder, 'full'));
  door.file('full/notes.txt', 'mine');
  door.file('file', '');
  const cases: readonly [readonly string[], RegExp][] = [
    [['--scenes', '0', '--out', 'set'], /--scenes <n>.*'0' is invalid\. expected a whole number from 1 to/],
    [['--scenes', '2', '--out', '/proc/set'], /^E_OUTPUT --out \/proc\/set: expected a folder that can be written/],
    [['--scenes', '2', '--out', 'file'], /^E_OUTPUT --out file: expected a folder that can be written/],
    [['--scenes', '2', '--out', 'full'], /^E_OUTPUT --out full: expected an empty folder or a data set, got notes.txt/],
    [['--scenes', '2', '--out', 'full', '--force'], /^E_OUTPUT --out full: expected an empty folder/],
    [['--scenes', '2', '--out', 'set', '--suite', 'odo'], /^E_SUITE unknown suite "odo": .*did you mean "ood"/],
  ];
  for (const [args, message] of cases) {
    const { code, stderr } = await door.run(['dataset', ...args]);
    t.equal(code, 2, args.join(' '));
    t.match(stderr, message);
    t.equal(stderr.trim().split('\n').length, args[1] === '0' ? 2 : 1, stderr);
  }
  t.same(readdirSync(join(door.folder, 'full')), ['notes.txt'], 'what is there stays');
  t.notOk(existsSync(join(door.folder, 'set')));
});

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1);

const entriesOf = (set: string, split: Split): ShareGptEntry[] =>
  JSON.parse(readFileSync(join(set, `${split}.json`), 'utf8'));

const fractionsIn = (pointed: Record<string, number> | number[][]): number[] =>
  Array.isArray(pointed) ? pointed.flat() : Object.values(pointed);

/** Every file by name. */
function contentOf(set: string): Record<string, string> {
  const names = readdirSync(set, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    names.map(({ parentPath, name }) => [
      join(parentPath, name).slice(set.length),
      readFileSync(join(parentPath, name)).toString('base64'),
    ]),
  );
}
