import type { Command } from 'commander';
import { counted } from '../counted.ts';
import type { Plan } from '../plan/plan.ts';
import { collect, jsonOption, requireSuite, robotOption, suiteOption, wholeNumber } from './options.ts';
import { columns } from './table.ts';

interface PlanCommandOptions {
  readonly suite: string;
  readonly robot?: string;
  readonly scenario: readonly string[];
  readonly factor: readonly string[];
  readonly level: readonly string[];
  readonly episodes?: number;
  readonly seed: number;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('plan')
    .description(
      'print what a run would do: conditions and episodes; with --json every episode, explicit to the last number',
    )
    .addOption(suiteOption())
    .hook('preAction', requireSuite)
    .addOption(robotOption())
    .option('--scenario <id>', 'only this scenario (repeatable)', collect, [])
    .option('--factor <name>', 'only this factor, beside nominal (repeatable)', collect, [])
    .option('--level <name>', 'only this level, beside nominal (repeatable)', collect, [])
    .option('--episodes <n>', 'replicates of each condition (default: what each scenario says)', wholeNumber(1))
    .option('--seed <n>', 'run seed: another one draws other scenes', wholeNumber(0), 0)
    .addOption(jsonOption())
    .action(async (options: PlanCommandOptions) => {
      const { plan, notes } = await planOf(options);
      process.stderr.write(notes.map((line) => `${line}\n`).join(''));
      process.stdout.write(
        options.json ? plan.episodes.map((episode) => `${JSON.stringify(episode)}\n`).join('') : `${table(plan)}\n`,
      );
    });
}

async function planOf(
  options: PlanCommandOptions,
): Promise<{ readonly plan: Plan; readonly notes: readonly string[] }> {
  const [{ loadLibrary }, { loadSuite }, { plan }, { gaps }, { NO_SIMULATOR }] = await Promise.all([
    import('../library/load.ts'),
    import('../scenario/suite.ts'),
    import('../plan/plan.ts'),
    import('../plan/select.ts'),
    import('../plan/digest.ts'),
  ]);
  const library = loadLibrary();
  const { scenarios } = loadSuite(options.suite, library, options.robot ?? null);
  const selection = { scenarios: options.scenario, factors: options.factor, levels: options.level };
  const planned = plan(scenarios, {
    library,
    runSeed: options.seed,
    context: NO_SIMULATOR,
    ...selection,
    episodes: options.episodes ?? null,
  });
  return { plan: planned, notes: gaps(scenarios, selection) };
}

function table({ conditions, episodes }: Plan): string {
  const rows = conditions.map(({ scenarioId, conditionId, channels, control, episodes: count }) => {
    const first = episodes.find((each) => each.scenarioId === scenarioId && each.conditionId === conditionId)!;
    return [
      scenarioId,
      conditionId,
      String(count),
      channels.join(', '),
      control ? 'control' : '',
      JSON.stringify(first.instruction),
    ];
  });
  const head = ['scenario', 'condition', 'episodes', 'reaches the policy as', '', 'instruction of the first'];
  return [
    ...columns([head, ...rows]),
    `${counted(conditions.length, 'condition')}, ${counted(episodes.length, 'episode')}`,
  ].join('\n');
}
