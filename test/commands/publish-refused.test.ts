import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { writeGate } from '../builders/gate-file.ts';
import { nights, publish, read, site, snapshot } from '../builders/published.ts';

t.test('bad input is one line with its place, exit 2, and nothing is written', async (t) => {
  const harness = nights(t);
  await publish(harness, 'one', 'two');
  const sound = read(harness, 'history.json');
  const row = sound.split('\n').findIndex((line) => line.includes('"runId":"two"')) + 1;
  writeGate(join(harness.folder, 'gate.json'), 'pass', '', {
    runId: 'one',
    suite: 'made',
    policy: { name: 'good', fingerprint: 'good', privileged: false },
  });
  harness.file('bad-gate.json', '{"schemaVersion":1}');
  const cases: [string, string, string[], RegExp][] = [
    ['not JSON', sound.slice(0, -20), ['three'], /^site\/history\.json:\d+:\d+: E_RECORDS expected JSON, got /],
    [
      'another version',
      sound.replace('"schemaVersion":1', '"schemaVersion":7'),
      ['three'],
      /^site\/history\.json:1:\d+: E_RECORDS expected schemaVersion 1, got 7/,
    ],
    [
      'a row with a wrong field',
      sound.replace('"runId":"two"', '"runId":2'),
      ['three'],
      new RegExp(`^site/history\\.json:${row}:\\d+: E_RECORDS runs\\.1\\.runId: expected text, got 2`),
    ],
    [
      'a row without a field',
      sound.replace('"runId":"two",', ''),
      ['three'],
      new RegExp(`^site/history\\.json:${row}:\\d+: E_RECORDS runs\\.1\\.runId: expected text, got nothing`),
    ],
    [
      'a verdict on another run',
      sound,
      ['three', '--gate', 'gate.json'],
      /^gate\.json:1:1: E_INPUT expected a verdict on run three.*; got one on one/,
    ],
    [
      'no verdict there',
      sound,
      ['three', '--gate', 'no.json'],
      /^E_INPUT expected what harness gate --json printed in no\.json, got no such file/,
    ],
    ['no verdict at all', sound, ['three', '--gate', 'bad-gate.json'], /^bad-gate\.json:1:1: E_RECORDS verdict: /],
    [
      'a verdict on two runs',
      sound,
      ['one', 'three', '--gate', 'gate.json'],
      /^E_USAGE expected one run with --gate, got 2/,
    ],
    ['no such run', sound, ['thre'], /^E_RUN no run 'thre'/],
    ['no address', sound, ['three', '--url', 'team.example'], /expected the address of a folder/],
  ];
  for (const [what, text, args, expected] of cases) {
    writeFileSync(site(harness, 'history.json'), text);
    const before = snapshot(site(harness));
    const { code, stderr } = await publish(harness, ...args);
    t.equal(code, 2, `${what}: ${stderr}`);
    t.match(stderr, expected, what);
    t.match(stderr, /^[^\n]*\n(\(harness .*\)\n)?$/, 'one line');
    t.same(snapshot(site(harness)), before, `${what}: nothing written`);
  }
  const rows = join(harness.folder, 'three', 'episodes.jsonl');
  const lines = readFileSync(rows, 'utf8');
  appendFileSync(rows, `${lines.split('\n')[0]}\n`);
  writeFileSync(site(harness, 'history.json'), sound);
  t.match(await publish(harness, 'three'), {
    code: 2,
    stderr: /^three\/episodes\.jsonl:25:1: E_RECORDS .*on line 1 too\n$/,
  });
});

t.test('a folder that is no site, no folder, or not writable is refused', async (t) => {
  const harness = nights(t);
  harness.file('file', 'mine');
  t.match(await harness.run(['publish', 'one', '--site', 'file']), {
    code: 2,
    stderr: /^E_OUTPUT cannot write the site file: /,
  });
  t.match(await harness.run(['publish', 'one', '--site', 'file/below']), { code: 2, stderr: /^E_OUTPUT / });
  t.match(await harness.run(['publish', 'one', '--site', '/proc/site']), {
    code: 2,
    stderr: /^E_OUTPUT cannot write the site /,
  });
  t.match(await harness.run(['publish', '--site', 'nothing']), {
    code: 2,
    stderr: /^E_USAGE expected a run: nothing holds none yet/,
  });
  mkdirSync(site(harness));
  writeFileSync(site(harness, 'index.html'), 'my own page');
  const { code, stderr } = await publish(harness, 'one');
  t.equal(code, 2);
  t.match(
    stderr,
    /^E_OUTPUT cannot publish into site: expected a folder without index\.html, or one with the history\.json/,
  );
  t.same(snapshot(site(harness)), { 'index.html': 'my own page' });
});
