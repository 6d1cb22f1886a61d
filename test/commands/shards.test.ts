/** A run in shares of which no machine knows the others, joined into the run that one machine would have made. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import { canonicalRows } from '../../harness/record/canonical.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { SMALL } from '../builders/suite.ts';

const RUN = ['run', '--suite', 'small.yaml', '--workers', '1', '--policy', 'oracle', '--episodes', '2'];

function door(t: Test): FrontDoor {
  const harness = new FrontDoor(t);
  harness.file('small.yaml', SMALL);
  return harness;
}

const shard = (harness: FrontDoor, name: string, more: readonly string[] = []) =>
  harness.run([...RUN, '--shard', name, '--out', `s${name[0]}`, ...more], []);

async function three(t: Test): Promise<FrontDoor> {
  const harness = door(t);
  for (const name of ['1/3', '2/3', '3/3']) t.match(await shard(harness, name), { code: 0 }, name);
  return harness;
}

t.test('merged shards are the unsharded run: plan, rows, traces, summary, references', async (t) => {
  const harness = await three(t);
  t.match(await harness.run([...RUN, '--out', 'whole'], []), { code: 0 });
  const { code, stdout, stderr } = await harness.run(['log', 'merge', 's3', 's1', 's2', '--out', 'merged']);
  t.equal(code, 0, stderr);
  const read = (name: string) => readFileSync(join(harness.folder, name), 'utf8');
  t.equal(read('merged/plan.jsonl'), read('whole/plan.jsonl'));
  t.same(canonicalRows(await harness.records('merged')), canonicalRows(await harness.records('whole')));
  t.match(stdout, new RegExp(`merged: ${read('whole/plan.jsonl').trim().split('\n').length} episodes`));
  const summary = (name: string) => {
    const { run: _, ...rest } = JSON.parse(read(`${name}/summary.json`));
    return rest;
  };
  t.same(summary('merged').counts, summary('whole').counts);
  t.same(JSON.parse(read('merged/references.json')).floors, JSON.parse(read('whole/references.json')).floors);
  const { episodeId } = (await harness.records('merged'))[0]!;
  t.match(await harness.run(['show', 'merged', episodeId]), { code: 0 });
  t.match(await harness.run(['log', 'verify', 'merged']), { code: 0, stdout: /can be counted, 0 cannot/ });
});

t.test('what does not make up one run is refused in a line', async (t) => {
  const harness = await three(t);
  t.match(await shard(harness, '1/3', ['--seed', '9', '--out', 'seed']), { code: 0 });
  t.match(await shard(harness, '1/3', ['--out', 'again']), { code: 0 });
  t.match(await harness.run([...RUN, '--out', 'whole'], []), { code: 0 });
  const cases: [string, readonly string[], RegExp][] = [
    ['missing', ['s1', 's3'], /E_INPUT shard 2\/3 is missing/],
    ['twice', ['s1', 's2', 's3', 'again'], /E_INPUT shard 1\/3 is there twice: .*s1 and .*again/],
    [
      'another seed',
      ['seed', 's2', 's3'],
      /E_INPUT .*s2: expected a shard of the same run as .*seed, got .*runSeed: 9 -> 0/,
    ],
    ['a whole run', ['whole', 's1'], /E_INPUT .*whole: expected a run made with --shard, got a whole one/],
    ['nothing there', ['s1', 'nowhere'], /E_RUN no run 'nowhere'/],
  ];
  for (const [name, shards, message] of cases) {
    const { code, stderr } = await harness.run(['log', 'merge', ...shards, '--out', 'merged']);
    t.equal(code, 2, name);
    t.match(stderr, message, name);
    t.equal(stderr.trim().split('\n').length, 1, name);
  }
  t.match(await harness.run(['log', 'merge', 's1', 's2', 's3', '--out', 'whole']), {
    code: 2,
    stderr: /E_OUTPUT whole holds a run/,
  });
});

t.test('a shard that is not finished: refused, or with --partial merged and said so by the exit code', async (t) => {
  const harness = await three(t);
  const log = join(harness.folder, 's2', 'episodes.jsonl');
  writeFileSync(log, readFileSync(log, 'utf8').split('\n').slice(1).join('\n'));
  const refused = await harness.run(['log', 'merge', 's1', 's2', 's3', '--out', 'merged']);
  t.match(refused, { code: 2, stderr: /E_INPUT .*s2: 1 episode of \d+ without an outcome \(.*--partial\)/ });
  t.match(await harness.run(['log', 'merge', 's1', 's2', 's3', '--out', 'merged', '--partial']), { code: 4 });
  t.match(await shard(harness, '2/3'), { code: 0 }, 'the same command goes on');
  t.match(await harness.run(['log', 'merge', 's1', 's2', 's3', '--out', 'done']), { code: 0 });
});

t.test('shards that cannot be', async (t) => {
  const harness = door(t);
  for (const text of ['0/3', '4/3', '1', 'a/b', '1/0', '-1/2']) {
    t.match(await harness.run([...RUN, `--shard=${text}`], []), { code: 2, stderr: /--shard: expected i\/n/ }, text);
  }
  t.match(await shard(harness, '1/900'), { code: 2, stderr: /--shard: expected at most \d+ shards/ });
});

t.test('damaged lines: named, put aside, and their episodes run again', async (t) => {
  const harness = door(t);
  const out = [...RUN, '--out', 'r'];
  t.match(await harness.run(out, []), { code: 0 });
  const before = canonicalRows(await harness.records('r'));
  const log = join(harness.folder, 'r', 'episodes.jsonl');
  const lines = readFileSync(log, 'utf8').trimEnd().split('\n');
  lines[0] = lines[0]!.replace('"outcome":"success"', '"outcome":"failure"');
  lines[1] = lines[1]!.slice(0, 40);
  lines.push(lines[2]!);
  writeFileSync(log, `${lines.join('\n')}\n{"torn`);
  t.match(await harness.run(['show', 'r']), {
    code: 2,
    stderr: /episodes\.jsonl:1:1: E_RECORDS .*does not fit its check/,
  });
  const { code, stdout } = await harness.run(['log', 'verify', 'r']);
  t.equal(code, 2);
  t.match(stdout, /:1:1: .*does not fit its check/);
  t.match(stdout, /:2:1: expected a line of JSON/);
  t.match(stdout, new RegExp(`:${lines.length}:1: .*expected each attempt once, got it on line 3 too`));
  t.match(stdout, /the last line is torn/);
  t.match(await harness.run(['log', 'repair', 'r']), {
    code: 0,
    stdout: /3 lines put aside in .*episodes\.damaged\.jsonl/,
  });
  t.equal(
    readFileSync(join(harness.folder, 'r', 'episodes.damaged.jsonl'), 'utf8')
      .trim()
      .split('\n').length,
    3,
  );
  t.match(await harness.run(['log', 'repair', 'r']), { code: 0, stdout: /nothing to repair/ });
  t.match(await harness.run(out, []), { code: 0 });
  t.same(canonicalRows(await harness.records('r')), before, 'as if nothing had happened');
  rmSync(log);
  t.match(await harness.run(['log', 'verify', 'r']), { code: 0, stdout: /0 attempts can be counted/ });
});
