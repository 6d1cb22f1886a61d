import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { EMPTY_TRACE } from '../../harness/episode/trace.ts';
import { canonicalRows } from '../../harness/record/canonical.ts';
import { acquireLock } from '../../harness/record/lock.ts';
import { dropTornLine, EpisodeLog, readAttempts } from '../../harness/record/log.ts';
import { makeFolder } from '../../harness/record/make-folder.ts';
import { readTrace, writeTrace } from '../../harness/record/trace-file.ts';
import { record } from '../builders/record.ts';

async function folder(t: Test): Promise<string> {
  const path = await mkdtemp(join(tmpdir(), 'harness-log-'));
  t.teardown(() => rm(path, { recursive: true }));
  return path;
}

t.test('what was appended is read back, many writers at once', async (t) => {
  const file = join(await folder(t), 'episodes.jsonl');
  const log = await EpisodeLog.open(file);
  const rows = Array.from({ length: 20 }, (_, replicate) => record({ episodeId: `s/nominal/${replicate}`, replicate }));
  await Promise.all(rows.map((row) => log.append(row)));
  await log.close();
  t.same(await readAttempts(file), { records: rows, torn: false });
});

t.test('no log yet is no attempts', async (t) => {
  t.same(await readAttempts(join(await folder(t), 'none.jsonl')), { records: [], torn: false });
});

t.test('a torn last line is dropped and the next append starts on its own line', async (t) => {
  const file = join(await folder(t), 'episodes.jsonl');
  await writeFile(file, `${JSON.stringify(record({}))}\n`);
  await appendFile(file, '{"episodeId": "s/nom');
  t.match(await readAttempts(file), { torn: true, records: { length: 1 } });
  await dropTornLine(file);
  const log = await EpisodeLog.open(file);
  await log.append(record({ replicate: 1 }));
  await log.close();
  t.match(await readAttempts(file), { torn: false, records: { length: 2 } });
});

t.test('a bad line in the middle is an error with its number', async (t) => {
  const file = join(await folder(t), 'episodes.jsonl');
  await writeFile(file, `${JSON.stringify(record({}))}\nnonsense\n{}\n`);
  await t.rejects(readAttempts(file), { code: 'E_RECORDS', location: { file, line: 2, column: 1 } });
});

t.test('rows of another release, or with an outcome that nobody counts, are errors with their place', async (t) => {
  const file = join(await folder(t), 'episodes.jsonl');
  const row = (fields: object) => `${JSON.stringify({ ...record({}), ...fields })}\n`;
  await writeFile(file, row({}) + row({ schemaVersion: 9 }));
  await t.rejects(readAttempts(file), {
    code: 'E_RECORDS',
    message: /expected schemaVersion 1, got 9/,
    location: { line: 2 },
  });
  await writeFile(file, row({ outcome: 'hurra' }));
  await t.rejects(readAttempts(file), {
    message: /outcome: expected one of success, failure, .* got "hurra"/,
    location: { line: 1 },
  });
});

t.test('every field of a row is checked: the first one that is not as it should be is named', async (t) => {
  const file = join(await folder(t), 'episodes.jsonl');
  const { steps: _, ...stepless } = record({});
  const cases: [unknown, RegExp][] = [
    [{ ...record({}), steps: '100' }, /^steps: expected a number, got "100"$/],
    [{ ...record({}), steps: -1 }, /^steps: expected at least 0, got -1$/],
    [stepless, /^steps: expected a number, got nothing$/],
    [{ ...record({}), attempt: 0 }, /^attempt: expected at least 1, got 0$/],
    [{ ...record({}), simTimeSec: null }, /^simTimeSec: expected a number, got null$/],
    [
      { ...record({}), evidence: { status: 'sure', details: [], signature: null } },
      /^evidence.status: expected one of nominal, .* got "sure"$/,
    ],
    [{ ...record({}), inferenceMs: [1, 'x'] }, /^inferenceMs\.1: expected a number, got "x"$/],
    [{ ...record({}), error: {} }, /^error\.code: expected text, got nothing$/],
    [null, /^this line: expected a mapping, got null$/],
  ];
  for (const [row, message] of cases) {
    await writeFile(file, `${JSON.stringify(record({}))}\n${JSON.stringify(row)}\n`);
    await t.rejects(readAttempts(file), { code: 'E_RECORDS', message, location: { file, line: 2, column: 1 } });
  }
});

t.test('a key that a later release adds is passed over', async (t) => {
  const file = join(await folder(t), 'episodes.jsonl');
  await writeFile(file, `${JSON.stringify({ ...record({}), weather: 'fine' })}\n`);
  t.match(await readAttempts(file), { records: [record({})] });
});

t.test('a trace that is not whole is an error of the records', async (t) => {
  const file = join(await folder(t), 'trace-1.msgpack');
  await writeTrace(file, EMPTY_TRACE);
  t.same(await readTrace(file), EMPTY_TRACE);
  await truncate(file, 10);
  await t.rejects(readTrace(file), { code: 'E_RECORDS', message: /expected a whole trace/ });
});

t.test('folders are made level by level, and a file system that refuses is an error at once', async (t) => {
  const path = join(await folder(t), 'a', 'b', 'c');
  await makeFolder(path);
  await makeFolder(path);
  await t.rejects(makeFolder('/proc/harness/x'), { code: /ENOENT|EACCES|EPERM/ });
});

t.test('canonical rows forget clocks and order, and nothing else', async (t) => {
  const a = record({ episodeId: 's/nominal/0', worker: 1, startedAt: 'x', wallTimeSec: 1, inferenceMs: [1] });
  const b = record({ episodeId: 's/nominal/1', worker: 2 });
  const again = { ...a, worker: 2, startedAt: 'y', wallTimeSec: 9, inferenceMs: [2, 3] };
  t.same(canonicalRows([b, again]), canonicalRows([a, b]));
  t.notSame(canonicalRows([{ ...a, steps: a.steps + 1 }]), canonicalRows([a]));
});

t.test('the lock refuses a second owner, outlives nobody, and is taken over from the dead', async (t) => {
  const file = join(await folder(t), 'lock');
  const release = await acquireLock(file);
  await t.rejects(acquireLock(file), { code: 'E_LOCKED', message: new RegExp(`process ${process.pid}`) });
  await release();
  await writeFile(file, JSON.stringify({ ...JSON.parse(await owner(file)), pid: 2 ** 22 + 1 }));
  await (await acquireLock(file))();
  await t.rejects(readFile(file), { code: 'ENOENT' });
});

async function owner(file: string): Promise<string> {
  const release = await acquireLock(file);
  const text = await readFile(file, 'utf8');
  await release();
  return text;
}
