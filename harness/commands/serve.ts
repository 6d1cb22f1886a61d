import { type Command, Option } from 'commander';
import { portNumber, wholeNumber } from './options.ts';
import type { ServeCommand } from './serve/serve-policy.ts';

export function register(program: Command): void {
  program
    .command('serve')
    .description('serve a policy to other harnesses, as an openpi or a vla-eval server would; Ctrl+C ends it')
    .argument('<policy>', 'policy: name, name@url, name?option=value (harness list policies)')
    .addOption(new Option('--wire <name>', 'what it speaks').choices(['openpi', 'vla-eval']).default('openpi'))
    .option('--host <address>', 'where it listens', '127.0.0.1')
    .addOption(new Option('--port <number>', 'port, 0 for a free one').argParser(portNumber).default(8000))
    .option('--control-hz <n>', 'control rate of the robot that is played', wholeNumber(1, 1000), 20)
    .option('--robot <name>', 'robot that is played', 'panda')
    .option('--seed <n>', 'of the first episode; each further one is one more', wholeNumber(0), 0)
    .action(async (policy: string, options: ServeCommand) => {
      const { servePolicy } = await import('./serve/serve-policy.ts');
      process.exitCode = await servePolicy(policy, options);
    });
}
