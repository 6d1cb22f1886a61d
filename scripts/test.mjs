// `npm test`: both languages. `npm test -- test/plan` runs only those files of the TypeScript side.
import { failuresOfPytest, failuresOfTap, told } from './failures.mjs';
import { conclude, developmentPython, execute, PYTHON_FOLDERS } from './steps.mjs';

const build = await execute(['npm', 'run', '--silent', 'build']);
if (build.code !== 0) {
  conclude({ passed: 0, failed: 1 });
  process.exit();
}
const files = process.argv.slice(2);
const counts = [await tap(files)];
for (const folder of files.length === 0 ? PYTHON_FOLDERS : []) counts.push(await pytest(folder));
process.stdout.write(told(counts.flatMap(({ failures = [] }) => failures)));
conclude(sum(counts));

async function tap(wanted) {
  const { code, output } = await execute(['npx', '--no-install', 'tap', '--reporter=tap', ...wanted]);
  const [, totals = ''] = output.match(/^# \{ total: \d+,(.*)\}$/m) ?? [];
  const counts = counted(code, (word) => totals.match(new RegExp(`${word}: (\\d+)`))?.[1], ['pass', 'fail', 'skip']);
  return { ...counts, failures: failuresOfTap(output) };
}

async function pytest(folder) {
  const python = await developmentPython();
  if (python === null) return { passed: 0, failed: 1, skipped: 0 };
  const run = await execute([python, '-m', 'pytest', '-q', folder], { PYTHONPATH: folder });
  const [line = ''] = run.output.match(/^=*.*\b(passed|failed|error).* in [\d.]+s.*$/m) ?? [];
  const counts = counted(run.code, (word) => line.match(new RegExp(`(\\d+) ${word}`))?.[1], [
    'passed',
    'failed',
    'skipped',
  ]);
  return { ...counts, failures: failuresOfPytest(run.output) };
}

/** A run that failed without counting a failure (a crash, a file that does not compile) counts as one. */
function counted(code, number, [pass, fail, skip]) {
  const [passed, failed, skipped] = [pass, fail, skip].map((word) => Number(number(word) ?? 0));
  return { passed, failed: Math.max(failed, code === 0 ? 0 : 1), skipped };
}

function sum(all) {
  const total = (key) => all.reduce((result, each) => result + each[key], 0);
  return { passed: total('passed'), failed: total('failed'), skipped: total('skipped') };
}
