// `npm run check`: all that a change must pass before it is committed, beside the tests.
import { told } from './failures.mjs';
import { conclude, developmentPython, execute, PYTHON_FOLDERS } from './steps.mjs';

const LINTED = [...PYTHON_FOLDERS, 'scripts/train'];

const STEPS = {
  'format and lint': () => ['npx', '--no-install', 'biome', 'ci', '--error-on-warnings', '.'],
  types: () => ['npx', '--no-install', 'tsc', '--noEmit', '-p', '.'],
  'types of the page': () => ['npx', '--no-install', 'tsc', '--noEmit', '-p', 'harness/view/page'],
  build: () => ['npm', 'run', '--silent', 'build'],
  'import rules': () => [
    'npx',
    '--no-install',
    'depcruise',
    '--config',
    '.dependency-cruiser.cjs',
    'harness',
    'agents',
    'reports',
    'bench',
  ],
  suites: () => ['node', 'dist/harness/cli.js', 'validate'],
  'Python lint': async () => [await python(), '-m', 'ruff', 'check', ...LINTED],
  'Python format': async () => [await python(), '-m', 'ruff', 'format', '--check', ...LINTED],
  'examples in the documents': () => ['node', 'scripts/docs-examples.mjs'],
};

const results = [];
for (const [name, command] of Object.entries(STEPS)) {
  process.stdout.write(`\n--- ${name}\n`);
  const startMs = performance.now();
  const { code } = await execute(await command());
  results.push({ name, ok: code === 0, sec: (performance.now() - startMs) / 1000 });
}
process.stdout.write('\n');
for (const { name, ok, sec } of results) {
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(28)} ${sec.toFixed(1)} s\n`);
}
process.stdout.write(told(results.filter(({ ok }) => !ok).map(({ name }) => name)));
conclude({ passed: results.filter(({ ok }) => ok).length, failed: results.filter(({ ok }) => !ok).length });

/** Without the environment the step fails, and says that it cannot run. */
async function python() {
  return (await developmentPython()) ?? 'python-of-the-development-environment';
}
