import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import { FrontDoor } from '../builders/front-door.ts';

t.test('help names every command in one line, and the exit codes', async (t) => {
  const { code, stdout } = await new FrontDoor(t).run(['--help']);
  t.equal(code, 0);
  const files = readdirSync(join(import.meta.dirname, '..', '..', 'harness', 'commands'));
  for (const name of ['run', 'plan', 'list', 'validate', 'show', 'replay', 'view', 'setup', 'doctor', 'completion']) {
    t.ok(files.includes(`${name}.ts`));
    t.match(stdout, new RegExp(`^  ${name}\\b`, 'm'), name);
  }
  t.match(stdout, /Exit codes: 0 done, 2 bad input/);
});

t.test('words that are no command or option are one line with the nearest one, exit 2', async (t) => {
  const harness = new FrontDoor(t);
  const unknown = await harness.run(['rnu']);
  t.equal(unknown.code, 2);
  t.match(unknown.stderr, /unknown command 'rnu'\s+\(Did you mean run\?\)/);
  const missing = await harness.run(['run']);
  t.equal(missing.code, 2);
  t.match(missing.stderr, /required option '--suite <name\|path>' not specified/);
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
  t.equal(complete(['harness', 'rep']), 'replay');
  t.match(complete(['harness', 'run', '--su']), '--suite');
});

t.test('a run or episode that is not there says what is', async (t) => {
  const harness = new FrontDoor(t);
  const none = await harness.run(['show', 'latest']);
  t.equal(none.code, 2);
  t.match(none.stderr, /^E_RUN no run 'latest': expected a run folder/);
  await harness.run(['run', '--suite', 'smoke', '--scenario', 'pick', '--episodes', '1', '--floors', 'none'], []);
  const absent = await harness.run(['show', 'latest', 'pick/nominl/0']);
  t.equal(absent.code, 2);
  t.match(absent.stderr, /did you mean "pick\/nominal\/0"/);
  const shown = await harness.run(['show', 'latest', 'pick/nominal/0']);
  t.equal(shown.code, 0, shown.stderr);
  t.match(shown.stdout, /instruction\s+"Pick/);
});

t.test('a reader that has seen enough is no error', async (t) => {
  const cli = join(import.meta.dirname, '..', '..', 'dist', 'harness', 'cli.js');
  const script = `set -o pipefail; ${process.execPath} ${cli} plan --suite ood --json | head -c 100 > /dev/null; echo "\${PIPESTATUS[0]}"`;
  t.equal(execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim(), '0');
});
