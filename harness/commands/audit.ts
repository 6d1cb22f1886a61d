import type { Command } from 'commander';
import { EXIT } from '../errors.ts';
import type { AuditOptions } from './audit/audit-suite.ts';
import {
  collect,
  jsonOption,
  rendererOption,
  requireSuite,
  robotOption,
  simulatorOption,
  suiteOption,
  wholeNumber,
} from './options.ts';

const MAX_WORKERS = 256;

export function register(program: Command): void {
  const command = program
    .command('audit')
    .description(
      'build every scene of a suite and tell what of it was applied, per suite and kind of change; no policy is asked',
    )
    .addOption(suiteOption())
    .hook('preAction', requireSuite)
    .addOption(robotOption())
    .addOption(simulatorOption())
    .addOption(rendererOption())
    .option('--scenario <id>', 'only this scenario (repeatable)', collect, [])
    .option('--factor <name>', 'only this factor, beside nominal (repeatable)', collect, [])
    .option('--level <name>', 'only this level, beside nominal (repeatable)', collect, [])
    .option('--episodes <n>', 'replicates of each condition', wholeNumber(1), 1)
    .option('--seed <n>', 'run seed: another one draws other scenes', wholeNumber(0), 0)
    .option('--workers <n>', 'scenarios at a time, each with a simulator of its own', wholeNumber(1, MAX_WORKERS), 1)
    .addOption(jsonOption());
  command.action(async ({ json, ...options }: AuditOptions & { readonly json?: boolean }) => {
    const [{ auditSuite }, { auditTable }, { tally }, { usualSimulator }, { progressOn }] = await Promise.all([
      import('./audit/audit-suite.ts'),
      import('./audit/table.ts'),
      import('../audit/tally.ts'),
      import('./usual-simulator.ts'),
      import('../python/progress.ts'),
    ]);
    const progress = progressOn(process.stderr);
    progress.begin(`auditing ${options.suite}`);
    let built = 0;
    const simulator = usualSimulator(options, command);
    const audit = await auditSuite({ ...options, simulator }, ({ episodeId }) =>
      progress.update(`${++built} scenes, ${episodeId}`),
    );
    progress.end(`${built} scenes built`);
    const rows = tally(audit.examined);
    const { suite, seed, episodes } = options;
    const view = { suite, seed, replicates: episodes, ...audit, rows };
    process.stdout.write(json ? `${JSON.stringify(view)}\n` : auditTable(view));
    process.exitCode = audit.examined.every(({ verdict }) => verdict === 'broken') ? EXIT.noData : EXIT.done;
  });
}
