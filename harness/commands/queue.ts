import type { Command } from 'commander';
import { jsonOption, patienceOption, queueOption } from './options.ts';
import type { StatusOptions } from './queue/status.ts';

const EXAMPLES = `
Examples:
  harness queue status --queue redis://head:6379 --watch
  harness queue pause --queue redis://head:6379        what is under way is finished, nothing new is begun
  harness queue drain --queue redis://head:6379        the same, and harness run ends; its command goes on later`;

const ORDERS = {
  pause: 'let no worker take a further episode',
  resume: 'let workers take episodes again',
  drain: 'end the run after the episodes under way; the same harness run goes on with the rest',
} as const;

export function register(program: Command): void {
  const queue = program
    .command('queue')
    .description('look at a queue of harness run --queue from any machine, pause it, end its run')
    .addHelpText('after', EXAMPLES);
  queue
    .command('status')
    .description('how far the run is, what waits, who works')
    .addOption(queueOption().makeOptionMandatory())
    .option('--watch', 'again every second, until the run is over; waits for a run', false)
    .addOption(patienceOption(600, 'a run, with --watch'))
    .addOption(jsonOption())
    .action(async (options: StatusOptions) => {
      const { status } = await import('./queue/status.ts');
      process.exitCode = await status(options);
    });
  for (const [order, description] of Object.entries(ORDERS) as [keyof typeof ORDERS, string][]) {
    queue
      .command(order)
      .description(description)
      .addOption(queueOption().makeOptionMandatory())
      .action(async (options: { readonly queue: string }) => {
        const { give } = await import('./queue/give.ts');
        await give(order, options.queue);
      });
  }
  for (const command of queue.commands) command.exitOverride();
}
