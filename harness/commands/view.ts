import { type Command, Option } from 'commander';
import { portNumber, RUNS_HOME } from './options.ts';
import type { ViewOptions } from './view/view-episode.ts';

export function register(program: Command): void {
  program
    .command('view')
    .description('play an episode in the browser, from any side: serves a local page, or writes it as one HTML file')
    .argument('<run>', 'run folder, its name under runs/, or "latest"')
    .argument('<episode>', 'episode id: scenario/condition/replicate')
    .addOption(
      new Option('--port <number>', 'port on 127.0.0.1 (default: a free one)').argParser(portNumber).default(0, ''),
    )
    .addOption(
      new Option('--out <file>', 'write one HTML file that needs no network, and serve nothing').conflicts('port'),
    )
    .action(async (run: string, episode: string, options: ViewOptions) => {
      const { viewEpisode } = await import('./view/view-episode.ts');
      const { findEpisode, findRun } = await import('../run/find-run.ts');
      process.exitCode = await viewEpisode(findEpisode(await findRun(run, RUNS_HOME), episode), options);
    });
}
