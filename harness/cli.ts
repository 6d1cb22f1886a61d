#!/usr/bin/env node
import { Command, CommanderError } from 'commander';
import { EXIT, HarnessError, oneLine } from './errors.ts';
import { exitCodeOf } from './exit-code.ts';
import { harnessVersion } from './run/surroundings.ts';
import { allFaults } from './scenario/suite.ts';

/** The commands, in the order of the help. Each module declares itself; what is heavy it imports when it runs. */
const COMMANDS = [
  () => import('./commands/run.ts'),
  () => import('./commands/worker.ts'),
  () => import('./commands/queue.ts'),
  () => import('./commands/plan.ts'),
  () => import('./commands/rollout.ts'),
  () => import('./commands/list.ts'),
  () => import('./commands/validate.ts'),
  () => import('./commands/audit.ts'),
  () => import('./commands/show.ts'),
  () => import('./commands/report.ts'),
  () => import('./commands/compare.ts'),
  () => import('./commands/baseline.ts'),
  () => import('./commands/gate.ts'),
  () => import('./commands/power.ts'),
  () => import('./commands/publish.ts'),
  () => import('./commands/log.ts'),
  () => import('./commands/replay.ts'),
  () => import('./commands/view.ts'),
  () => import('./commands/score.ts'),
  () => import('./commands/reward.ts'),
  () => import('./commands/dataset.ts'),
  () => import('./commands/serve.ts'),
  () => import('./commands/setup.ts'),
  () => import('./commands/doctor.ts'),
  () => import('./commands/chaos.ts'),
  () => import('./commands/completion.ts'),
];

const EXAMPLES = `
Examples:
  harness run --suite ood                         every factor, one at a time, against nominal
  harness run --suite ood --policy noop           the floor
  harness run --suite ood --factor lighting --episodes 50
  harness show latest ood_place/nominal/0         one episode, step by step
  harness report latest                           the run as a page with charts and replays
  harness compare runs/old runs/new               who is better, by how much, where, or that the data cannot tell
  harness gate latest --baseline baseline.json    has the policy lost anything? 0 pass, 1 regression
  harness publish latest --site site              a page of charts with history, for nightly jobs
  harness replay latest ood_place/nominal/0       the same as a moving picture
  harness view latest ood_place/nominal/0         the same in the browser, from any side

Exit codes: 0 done or passed, 1 regression, 2 bad input, 3 inconclusive, 4 no data or episodes without an outcome, 70 a bug of ours, 130 interrupted.`;

async function program(): Promise<Command> {
  const root = new Command('harness')
    .description(
      'Evaluates robot policies in closed loop in simulation: paired, with proof that each variation reached the policy.',
    )
    .version(await harnessVersion())
    .showHelpAfterError('(harness --help lists the commands)')
    .addHelpText('after', EXAMPLES)
    .exitOverride();
  for (const module of await Promise.all(COMMANDS.map((load) => load()))) module.register(root);
  for (const command of root.commands) command.exitOverride();
  return root;
}

async function main(): Promise<void> {
  try {
    await (await program()).parseAsync();
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    if (error instanceof CommanderError) return;
    process.stderr.write(`${textOf(error)}\n`);
  }
}

/** A user's mistakes are a line each; a bug of ours is a stack. */
function textOf(error: unknown): string {
  return error instanceof HarnessError ? allFaults(error).map(oneLine).join('\n') : stackOf(error);
}

const stackOf = (error: unknown): string => (error instanceof Error ? (error.stack ?? error.message) : String(error));

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  // `harness list | head`: the reader has seen enough.
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  throw error;
});

await main();
