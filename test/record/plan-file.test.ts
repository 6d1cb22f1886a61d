/** A plan on the disk, read a line at a time. */
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { loadLibrary } from '../../harness/library/load.ts';
import { NO_SIMULATOR } from '../../harness/plan/digest.ts';
import { plan } from '../../harness/plan/plan.ts';
import { EVERYTHING } from '../../harness/plan/select.ts';
import { planDigest } from '../../harness/record/plan-digest.ts';
import { PlanFile } from '../../harness/record/plan-file.ts';
import { pieceOf } from '../../harness/record/plan-piece.ts';
import { loadSuite } from '../../harness/scenario/suite.ts';
import { writeRun } from '../builders/run-folder.ts';

const library = loadLibrary();
const planning = { library, runSeed: 0, context: NO_SIMULATOR, episodes: 2 };
const made = (path: string) =>
  join(writeRun(path, { policy: 'p', replicates: 40, conditions: ['light=dim'], outcome: () => null }), 'plan.jsonl');

t.test('each line by its place and by its id', async (t) => {
  const file = made(t.testdir());
  const plan = await PlanFile.open(file, null);
  t.teardown(() => plan.close());
  const rows = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  t.equal(plan.length, 80);
  t.same([...plan], rows);
  t.same(plan.find('s/light=dim/3'), rows[43]);
  t.equal(plan.find('s/light=dim/40'), null);
});

t.test('a name that JSON escapes, and a line whose keys are in another order', async (t) => {
  const file = made(t.testdir());
  const [first] = readFileSync(file, 'utf8').split('\n');
  const { episodeId: _, ...row } = JSON.parse(first!);
  appendFileSync(file, `${JSON.stringify({ ...row, episodeId: 'ö "s"/nominal/0' })}\n`);
  appendFileSync(file, `${JSON.stringify({ episodeId: 'a\\b"/nominal/0', ...row })}\n`);
  const plan = await PlanFile.open(file, null);
  t.teardown(() => plan.close());
  t.equal(plan.at(80).episodeId, 'ö "s"/nominal/0');
  t.equal(plan.find('a\\b"/nominal/0')?.episodeId, 'a\\b"/nominal/0');
});

t.test('a plan that ends too early, or is none, is one line with its place', async (t) => {
  const file = made(t.testdir());
  const whole = readFileSync(file, 'utf8');
  writeFileSync(file, whole.slice(0, -5));
  await t.rejects(PlanFile.open(file, null), { code: 'E_RECORDS', location: { file, line: 80 } });
  writeFileSync(file, '');
  await t.rejects(PlanFile.open(file, null), { code: 'E_RECORDS', location: { file, line: 1 } });
  writeFileSync(file, whole.replace('"seed":1005', '"seed":"x"'));
  const plan = await PlanFile.open(file, null);
  t.teardown(() => plan.close());
  t.throws(() => plan.at(5), { code: 'E_RECORDS', location: { file, line: 6 } });
});

t.test('a plan that is missing, or not the one that the run was drawn with, is one line with its place', async (t) => {
  const file = made(t.testdir());
  const whole = readFileSync(file, 'utf8');
  const lines = whole.split('\n');
  const rows = lines.slice(0, -1).map((line) => JSON.parse(line));
  const own = planDigest(rows);
  (await PlanFile.open(file, own)).close();
  const [first, second, ...rest] = lines;
  for (const other of [
    [first, ...rest],
    [first, first, ...rest],
    [second, first, ...rest],
  ]) {
    writeFileSync(file, other.join('\n'));
    await t.rejects(PlanFile.open(file, own), {
      code: 'E_RECORDS',
      message: /another one/,
      location: { file, line: 1 },
    });
  }
  writeFileSync(file, whole.replace('"s/nominal/2"', '"nonsense"'));
  await t.rejects(PlanFile.open(file, null), { code: 'E_RECORDS', location: { file, line: 3 } });
  rmSync(file);
  await t.rejects(PlanFile.open(file, own), { code: 'E_RECORDS', location: { file, line: 1 } });
});

t.test('the digest is that of the lines, as the harness writes them', async (t) => {
  const file = join(t.testdir(), 'plan.jsonl');
  const episodes = plan(loadSuite('smoke', library).scenarios, { ...EVERYTHING, ...planning }).episodes;
  writeFileSync(file, pieceOf(episodes).lines);
  const read = await PlanFile.open(file, planDigest(episodes));
  t.teardown(() => read.close());
  t.same([...read], episodes);
});
