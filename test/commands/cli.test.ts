import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { opened } from '../../harness/record/sealed-line.ts';
import { FrontDoor } from '../builders/front-door.ts';
import { SMALL } from '../builders/suite.ts';

t.test('help names every command in one line, and the exit codes', async (t) => {
  const { code, stdout } = await new FrontDoor(t).run(['--help']);
  t.equal(code, 0);
  const files = readdirSync(join(import.meta.dirname, '..', '..', 'harness', 'commands'));
  for (const name of [
    'run',
    'plan',
    'list',
    'validate',
    'show',
    'replay',
    'view',
    'dataset',
    'setup',
    'doctor',
    'completion',
  ]) {
    t.ok(files.includes(`${name}.ts`));
    t.match(stdout, new RegExp(`^  ${name}\\b`, 'm'), name);
  }
  t.match(stdout, /Exit codes: 0 done or passed, 1 regression, 2 bad input, 3 inconclusive, 4 no data/);
});

t.test('words that are no command or option are one line with the nearest one, exit 2', async (t) => {
  const harness = new FrontDoor(t);
  const unknown = await harness.run(['rnu']);
  t.equal(unknown.code, 2);
  t.match(unknown.stderr, /unknown command 'rnu'\s+\(Did you mean run\?\)/);
  const missing = await harness.run(['run']);
  t.equal(missing.code, 2);
  t.match(missing.stderr, /required option '--suite <name\|path>' not specified/);
  for (const command of ['run', 'plan']) {
    const misspelt = await harness.run([command, '--suit', 'ood']);
    t.equal(misspelt.code, 2);
    t.match(misspelt.stderr, /^error: unknown option '--suit'\n\(Did you mean --suite\?\)/, 'before what is missing');
  }
});

t.test('what was asked for and is not in a scenario is said; when nothing is left, it is an error', async (t) => {
  const harness = new FrontDoor(t);
  const some = await harness.run([
    'plan',
    '--suite',
    'smoke',
    '--factor',
    'lighting',
    '--scenario',
    'pick',
    '--scenario',
    'pick_and_place',
  ]);
  t.equal(some.code, 0);
  t.equal(some.stderr, 'factor "lighting" is not in pick: not run there, only nominal is\n');
  const run = await harness.run(
    ['run', '--suite', 'smoke', '--factor', 'lighting', '--policy', 'oracle', '--dry-run'],
    [],
  );
  t.match(run.stderr, /^factor "lighting" is not in move_to_region, pick, pick_absent: /m);
  const cases: [string[], RegExp][] = [
    [['--scenario', 'pick', '--factor', 'lighting'], /^E_USAGE unknown factor "lighting" in pick: there is none\n$/],
    [
      ['--factor', 'lighting', '--level', 'paraphrase'],
      /^E_USAGE nothing but nominal is left: no factor of lighting has a level of paraphrase /,
    ],
  ];
  for (const [args, expected] of cases) {
    const { code, stderr } = await harness.run(['plan', '--suite', 'smoke', ...args]);
    t.equal(code, 2, args.join(' '));
    t.match(stderr, expected);
  }
});

t.test('one is one: counts and their words agree', async (t) => {
  const harness = new FrontDoor(t);
  harness.file('one.yaml', SMALL.replace('maxSteps: 200', 'maxStep: 200'));
  t.match((await harness.run(['validate', 'one.yaml'])).stdout, /^1 fault$/m);
  const planned = await harness.run(['plan', '--suite', 'smoke', '--scenario', 'pick', '--episodes', '1']);
  t.match(planned.stdout, /^1 condition, 1 episode$/m);
});

t.test('completion is a script that the shell accepts and that knows commands and options', async (t) => {
  const { code, stdout } = await new FrontDoor(t).run(['completion', 'bash']);
  t.equal(code, 0);
  const complete = (line: string[]) =>
    execFileSync(
      'bash',
      [
        '-c',
        `${stdout}\nCOMP_WORDS=(${line.join(' ')}); COMP_CWORD=${line.length - 1}; _harness; echo "\${COMPREPLY[@]}"`,
      ],
      {
        encoding: 'utf8',
      },
    ).trim();
  t.equal(complete(['harness', 'repl']), 'replay');
  t.match(complete(['harness', 'run', '--su']), '--suite');
});

t.test('a run or episode that is not there says what is', async (t) => {
  const harness = new FrontDoor(t);
  const none = await harness.run(['show', 'latest']);
  t.equal(none.code, 2);
  t.match(none.stderr, /^E_RUN no run 'latest': expected a run folder/);
  await harness.run(
    ['run', '--suite', 'smoke', '--scenario', 'pick', '--episodes', '1', '--floors', 'none', '--policy', 'oracle'],
    [],
  );
  const absent = await harness.run(['show', 'latest', 'pick/nominl/0']);
  t.equal(absent.code, 2);
  t.match(absent.stderr, /did you mean "pick\/nominal\/0"/);
  const shown = await harness.run(['show', 'latest', 'pick/nominal/0']);
  t.equal(shown.code, 0, shown.stderr);
  t.match(shown.stdout, /instruction\s+"Pick/);
});

t.test(
  'show says what is wrong with the log: a torn last line in a note, a bad field as an error with its place',
  async (t) => {
    const harness = new FrontDoor(t);
    await harness.run(
      [
        'run',
        '--suite',
        'smoke',
        '--scenario',
        'pick',
        '--episodes',
        '2',
        '--floors',
        'none',
        '--policy',
        'oracle',
        '--out',
        'r',
      ],
      [],
    );
    const log = join(harness.folder, 'r', 'episodes.jsonl');
    const [first, second] = readFileSync(log, 'utf8').split('\n') as [string, string];
    harness.file('r/episodes.jsonl', `${first}\n${second.slice(0, 50)}`);
    for (const what of [['r'], ['r', 'pick/nominal/0'], ['r', '--json']]) {
      const { code, stderr } = await harness.run(['show', ...what]);
      t.equal(code, 0, stderr);
      t.match(stderr, /^the last line of the log is torn and not counted here; [^\n]*\n$/);
    }
    harness.file('r/episodes.jsonl', `${first}\n${opened(second).text.replace(/"steps":\d+/, '"steps":null')}\n`);
    const { code, stderr } = await harness.run(['show', 'r']);
    t.equal(code, 2);
    t.match(stderr, /^r\/episodes\.jsonl:2:1: E_RECORDS steps: expected a number, got null\n$/);
  },
);

t.test('a reader that has seen enough is no error', async (t) => {
  const cli = join(import.meta.dirname, '..', '..', 'dist', 'harness', 'cli.js');
  const script = `set -o pipefail; ${process.execPath} ${cli} plan --suite ood --json | head -c 100 > /dev/null; echo "\${PIPESTATUS[0]}"`;
  t.equal(execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim(), '0');
});
