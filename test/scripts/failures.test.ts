/** What `npm test` says at its end of a run that failed. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import t from 'tap';

const ROOT = join(import.meta.dirname, '..', '..');
const FAILING = `import t from 'tap';
t.test('outer', async (t) => {
  t.test('inner', async (t) => void t.equal(1, 2, 'one is two'));
  t.ok(true);
});
t.test('todo', { todo: 'later' }, async () => {});
t.test('slow', async () => await new Promise((resolve) => setTimeout(resolve, 60_000)));
`;

t.test('names each failure once, with the file and the tests that it stands in', async (t) => {
  const { failuresOfTap, failuresOfPytest } = await import(pathToFileURL(join(ROOT, 'scripts', 'failures.mjs')).href);
  const folder = mkdtempSync(join(ROOT, 'test', 'scripts', 'failing-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'a.js');
  writeFileSync(file, FAILING);
  const argv = ['--no-install', 'tap', '--reporter=tap', '--timeout=3', file];
  const env = { ...process.env, TAP: '', TAP_CHILD_ID: '' };
  const { status, stdout } = spawnSync('npx', argv, { cwd: ROOT, encoding: 'utf8', env });
  t.not(status, 0);
  const name = file.slice(ROOT.length + 1);
  t.match(failuresOfTap(stdout), [`${name} > outer > inner > one is two`, `${name} > slow > timeout!`]);
  t.same(failuresOfPytest('FAILED tests/test_a.py::test_b - assert 1 == 2\n1 failed in 0.1s'), [
    'tests/test_a.py::test_b',
  ]);
});
