import type { Command } from 'commander';
import { jsonOption, RUNS_HOME } from './options.ts';

const TORN =
  'the last line of the log is torn and not counted here; the command that made the run runs its episode again';

export function register(program: Command): void {
  program
    .command('show')
    .description(
      'what happened in one episode, step by step: instruction as sent, evidence, stages, contacts, how it ended',
    )
    .argument('<run>', 'run folder, its name under runs/, or "latest"')
    .argument('[episode]', 'episode id, scenario/condition/replicate; the table of the whole run when left out')
    .addOption(jsonOption())
    .action(async (run: string, episode: string | undefined, { json = false }: { json?: boolean }) => {
      const { showEpisode, showRun } = await import('./show/show.ts');
      const { findRun } = await import('../run/find-run.ts');
      const found = await findRun(run, RUNS_HOME);
      if (found.torn) process.stderr.write(`${TORN}\n`);
      process.stdout.write(
        episode === undefined ? await showRun(found, json) : await showEpisode(found, episode, json),
      );
    });
}
