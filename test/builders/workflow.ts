import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A step of a workflow of GitHub Actions, as far as one is acted out here. */
export interface Step {
  readonly id?: string;
  readonly name?: string;
  readonly uses?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly run?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly 'working-directory'?: string;
}

export interface Played {
  readonly name: string;
  readonly code: number;
  readonly output: string;
}

export interface Stage {
  readonly folder: string;
  readonly env: Readonly<Record<string, string>>;
  /** What an action leaves behind, by its name without its version; one that is not named fails. */
  readonly actions: Readonly<Record<string, (step: Step) => void>>;
}

export interface Job {
  readonly conclusion: 'success' | 'failure';
  readonly steps: readonly Played[];
  /** What the steps wrote for the page of the job. */
  readonly summary: string;
}

const LIMIT_MS = 120_000;

/** Acts out the steps of a job as a runner would: each run in the shell of `shell: bash`, conditions and outputs heeded. */
export function play(steps: readonly Step[], { folder, env, actions }: Stage): Job {
  const files = join(folder, '.runner');
  mkdirSync(files, { recursive: true });
  const [output, summary] = [join(files, 'output'), join(files, 'summary')];
  writeFileSync(summary, '');
  const outputs = new Map<string, string>();
  const played: Played[] = [];
  let failed = false;
  for (const step of steps) {
    if (!wanted(step.if, failed)) continue;
    writeFileSync(output, '');
    const own = Object.entries(step.env ?? {}).map(([key, value]) => [key, expanded(value, outputs)]);
    const variables = { ...env, ...Object.fromEntries(own), GITHUB_OUTPUT: output, GITHUB_STEP_SUMMARY: summary };
    const ended = step.uses ? acted(step, actions) : ran(step, folder, variables);
    for (const line of readFileSync(output, 'utf8').split('\n').filter(Boolean)) {
      const [key, value] = line.split(/=(.*)/s) as [string, string];
      outputs.set(`steps.${step.id}.outputs.${key}`, value);
    }
    played.push(ended);
    failed ||= ended.code !== 0;
  }
  return { conclusion: failed ? 'failure' : 'success', steps: played, summary: readFileSync(summary, 'utf8') };
}

/** Conditions that are known here; another one is an error, not a guess. */
function wanted(condition: string | undefined, failed: boolean): boolean {
  if (condition === undefined) return !failed;
  if (/^\$\{\{ !cancelled\(\) \}\}$/.test(condition)) return true;
  throw new Error(`unknown condition: ${condition}`);
}

function expanded(text: string, outputs: ReadonlyMap<string, string>): string {
  return text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
    const value = outputs.get(expression);
    if (value === undefined) throw new Error(`unknown expression: ${expression}`);
    return value;
  });
}

function acted(step: Step, actions: Stage['actions']): Played {
  const name = step.uses!.split('@')[0]!;
  const action = actions[name];
  if (!action) throw new Error(`unknown action: ${name}`);
  action(step);
  return { name, code: 0, output: '' };
}

function ran(step: Step, folder: string, variables: Record<string, string>): Played {
  if (step.run!.includes('${{')) throw new Error(`an expression within a script: ${step.run}`);
  const { status, stdout, stderr } = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', step.run!], {
    cwd: join(folder, step['working-directory'] ?? '.'),
    env: variables,
    timeout: LIMIT_MS,
    encoding: 'utf8',
  });
  return { name: step.name ?? step.run!, code: status ?? 1, output: stdout + stderr };
}
