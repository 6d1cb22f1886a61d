import { availableParallelism } from 'node:os';
import { type Command, Option } from 'commander';
import { parseShard } from '../run/shard.ts';
import {
  collect,
  jsonOption,
  patienceOption,
  policyMapOption,
  queueOption,
  RUNS_HOME,
  rendererOption,
  requireSuite,
  robotOption,
  simulatorOption,
  suiteOption,
  wholeNumber,
  withPolicyMap,
} from './options.ts';
import type { RunOptions } from './run/options.ts';

const MAX_DEFAULT_WORKERS = 8;
const MAX_WORKERS = 256;

const WORKERS = new Option('--workers <n>', 'episodes at a time, each with a simulator of its own')
  .argParser(wholeNumber(1, MAX_WORKERS))
  .default(defaultWorkers());
const GATE = new Option(
  '--gate <file>',
  'rules that judge the run, and stop it once the verdict is certain (docs/gate.md); needs --baseline',
);
const LATENCY = new Option(
  '--latency <kind>',
  'how late actions reach the robot: as planned, or the measured time of each answer',
)
  .choices(['planned', 'measured'])
  .default('planned');
const MAX_INFRA_ERRORS = new Option(
  '--max-infra-errors <n>',
  'stop the run when more attempts than this broke (default: never)',
).argParser(wholeNumber(0));
const GIVE_UP_AFTER = new Option(
  '--give-up-after <min>',
  'how long a worker waits for a simulator or a policy server that is gone, before the run stops',
)
  .argParser(wholeNumber(0, 7 * 24 * 60))
  .default(10);
const DEADLINE = new Option(
  '--deadline <name=sec>',
  'how long one wait may take: start, connect, hello, reset, observe, step, close, episode, run (repeatable; docs/reliability.md)',
)
  .argParser(collect)
  .default([]);
const MIN_FREE = new Option('--min-free <MB>', 'stop the run while its disk still has this much room')
  .argParser(wholeNumber(0))
  .default(64);
const FLOORS = new Option('--floors <extent>', 'episodes that noop and random run too, for comparison')
  .choices(['none', 'nominal', 'all'])
  .default('nominal');
const LEASE = new Option(
  '--lease <sec>',
  'with --queue: a worker not heard of for so long loses its episode to another',
)
  .argParser(wholeNumber(1, 3600))
  .default(30);
const BASELINE = new Option('--baseline <file|run>', 'what --gate compares with');

export function register(program: Command): void {
  const command = program
    .command('run')
    .description(
      'run a suite: plan it, run every episode on a simulator, print success per factor and level; the same command again resumes',
    );
  for (const declare of [whatToRun, howToRun, whoRuns, whatIsKept]) declare(command);
  command.action(async ({ policyMap, ...options }: RunOptions & { readonly policyMap?: string }) => {
    const [{ runSuite }, { usualSimulator }] = await Promise.all([
      import('./run/run-suite.ts'),
      import('./usual-simulator.ts'),
    ]);
    const simulator = usualSimulator(options, command);
    process.exitCode = await runSuite({ ...options, simulator, policy: withPolicyMap(options.policy, policyMap) });
  });
}

const whatToRun = (command: Command): Command =>
  command
    .addOption(suiteOption())
    .hook('preAction', requireSuite)
    .option('--policy <name>', 'policy: name, name@url, name?option=value (harness list policies)', 'baseline')
    .addOption(policyMapOption())
    .addOption(robotOption())
    .addOption(simulatorOption())
    .addOption(rendererOption())
    .option('--scenario <id>', 'only this scenario (repeatable)', collect, [])
    .option('--factor <name>', 'only this factor, beside nominal (repeatable)', collect, [])
    .option('--level <name>', 'only this level, beside nominal (repeatable)', collect, [])
    .option('--episodes <n>', 'replicates of each condition (default: what each scenario says)', wholeNumber(1))
    .option('--seed <n>', 'run seed: another one draws other scenes', wholeNumber(0), 0);

const howToRun = (command: Command): Command =>
  command
    .addOption(WORKERS)
    .option('--retries <n>', 'further tries after an infrastructure error, with the same seed', wholeNumber(0), 2)
    .addOption(MAX_INFRA_ERRORS)
    .addOption(GIVE_UP_AFTER)
    .addOption(DEADLINE)
    .option('--inference-timeout <sec>', 'a policy that answers later has failed', wholeNumber(1), 120)
    .addOption(LATENCY)
    .addOption(FLOORS)
    .addOption(GATE)
    .addOption(BASELINE);

const whoRuns = (command: Command): Command =>
  command
    .option('--shard <i/n>', 'only the i-th of n shares of the plan; harness log merge joins them', parseShard)
    .addOption(queueOption())
    .addOption(LEASE)
    .addOption(patienceOption(3600, 'a worker, and for Redis, with --queue'));

const whatIsKept = (command: Command): Command =>
  command
    .option('--out <folder>', `run folder (default: a new one under ${RUNS_HOME}/)`)
    .option(
      '--record-answers [file]',
      'where what a reasoner says is kept, for replay@file (default: in the run folder)',
    )
    .addOption(MIN_FREE)
    .option('--fresh', 'start a new run even if an unfinished one of the same request exists', false)
    .option('--dry-run', 'print conditions, episodes and expected time, and run nothing', false)
    .addOption(jsonOption());

function defaultWorkers(): number {
  return Math.min(MAX_DEFAULT_WORKERS, availableParallelism());
}
