import type { Command } from 'commander';
import type { Environment } from '../python/find.ts';
import type { Flavour } from '../python/location.ts';
import { jsonOption, simulatorOption } from './options.ts';
import { columns } from './table.ts';

interface SetupOptions {
  readonly simulator: string;
  readonly dev?: boolean;
  readonly json?: boolean;
}

export function register(program: Command): void {
  program
    .command('setup')
    .description("build the simulator's Python environment ahead of the first run (HARNESS_PYTHON chooses Python)")
    .addOption(simulatorOption())
    .option('--dev', 'the flavour with pytest and ruff, for work on the bridge itself')
    .addOption(jsonOption())
    .action(async (options: SetupOptions) => {
      const startedMs = performance.now();
      const environment = await built(options.dev ? 'dev' : await flavourOf(options.simulator));
      const tookSec = (performance.now() - startedMs) / 1000;
      process.stdout.write(
        options.json ? `${JSON.stringify({ ...environment, tookSec })}\n` : told(environment, tookSec),
      );
    });
}

async function flavourOf(simulator: string): Promise<Flavour> {
  const { localSimulator } = await import('../simulator/simulators.ts');
  return localSimulator(simulator).environment;
}

async function built(flavour: Flavour): Promise<Environment> {
  const { ensureEnvironment } = await import('../python/environment.ts');
  const { lockOf } = await import('../python/location.ts');
  const { progressOn } = await import('../python/progress.ts');
  return ensureEnvironment({ lock: lockOf(flavour), progress: progressOn(process.stderr) });
}

function told({ interpreter, version, folder, buildSec }: Environment, tookSec: number): string {
  const rows = [
    ['interpreter', `${interpreter} (Python ${version})`],
    ['environment', folder],
    ['took', `${tookSec.toFixed(1)} s${tookSec < buildSec ? `; built before, in ${buildSec.toFixed(1)} s` : ''}`],
  ];
  return `${columns(rows).join('\n')}\n`;
}
