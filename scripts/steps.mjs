// Runs the steps of `npm test` and `npm run check`: each a command of its own, all of them even after one failed.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Each a Python project of its own, with its tests. */
export const PYTHON_FOLDERS = ['sim-bridge', 'agents/vla-r1-server', 'agents/policy-server', 'agents/lerobot'];

/** Runs a command in the project's folder, shows what it prints, and keeps it: `{ code, output }`. */
export function execute([program, ...args], variables = {}) {
  const child = spawn(program, args, {
    cwd: root,
    env: { ...process.env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    from.on('data', (data) => {
      output += data;
      to.write(data);
    });
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 127, output: `${output}${error.message}\n` }));
    child.once('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

/** The Python of the development environment, built first where it is missing; null when that fails. */
export async function developmentPython() {
  const { code, output } = await execute(['node', 'dist/harness/cli.js', 'setup', '--dev', '--json']);
  return code === 0 ? JSON.parse(output.split('\n').find((line) => line.startsWith('{'))).python : null;
}

/** The last line of a test run, as CI reads it; exit code 1 when anything failed. */
export function conclude({ passed, failed, skipped = 0 }) {
  process.stdout.write(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ''}\n`);
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}
