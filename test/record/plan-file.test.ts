/** A plan on the disk, read a line at a time. */
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { PlanFile } from '../../harness/record/plan-file.ts';
import { writeRun } from '../builders/run-folder.ts';

const made = (path: string) =>
  join(writeRun(path, { policy: 'p', replicates: 40, conditions: ['light=dim'], outcome: () => null }), 'plan.jsonl');

t.test('each line by its place and by its id', async (t) => {
  const file = made(t.testdir());
  const plan = await PlanFile.open(file);
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
  const plan = await PlanFile.open(file);
  t.teardown(() => plan.close());
  t.equal(plan.at(80).episodeId, 'ö "s"/nominal/0');
  t.equal(plan.find('a\\b"/nominal/0')?.episodeId, 'a\\b"/nominal/0');
});

t.test('a plan that ends too early, or is none, is one line with its place', async (t) => {
  const file = made(t.testdir());
  const whole = readFileSync(file, 'utf8');
  writeFileSync(file, whole.slice(0, -5));
  await t.rejects(PlanFile.open(file), { code: 'E_RECORDS', location: { file, line: 80 } });
  writeFileSync(file, '');
  await t.rejects(PlanFile.open(file), { code: 'E_RECORDS', location: { file, line: 1 } });
  writeFileSync(file, whole.replace('"seed":1005', '"seed":"x"'));
  const plan = await PlanFile.open(file);
  t.teardown(() => plan.close());
  t.throws(() => plan.at(5), { code: 'E_RECORDS', location: { file, line: 6 } });
});
