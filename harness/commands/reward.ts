import { type Command, InvalidArgumentError } from 'commander';
import { portNumber } from './options.ts';
import type { ListenAddress } from './reward/serve.ts';

export function register(program: Command): void {
  program
    .command('reward')
    .description('serve the rewards of answers to trainers: POST /reward {items: [{text, truth}, ...], groupSize?}')
    .requiredOption('--listen <host:port>', 'where to listen, as 127.0.0.1:8400; port 0 is a free one', listenAddress)
    .action(async ({ listen }: { listen: ListenAddress }) => {
      const { serveUntilInterrupted } = await import('./reward/reward.ts');
      process.exitCode = await serveUntilInterrupted(listen);
    });
}

function listenAddress(text: string): ListenAddress {
  const match = /^(?:\[([0-9a-f:]+)\]|([^:]+)):(\d+)$/i.exec(text);
  if (!match) throw new InvalidArgumentError('expected host:port, as 127.0.0.1:8400.');
  return { host: (match[1] ?? match[2])!, port: portNumber(match[3]!) };
}
