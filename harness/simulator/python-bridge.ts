/** Our own Python bridge with one of its simulators, in the Python environment that has it. */
import { join } from 'node:path';
import type { HarnessError } from '../errors.ts';
import { packageRoot } from '../package-root.ts';
import { ensureEnvironment, rebuildIfBroken } from '../python/environment.ts';
import { type Flavour, lockOf } from '../python/location.ts';
import type { Progress } from '../python/progress.ts';
import type { LocalBridgeSource } from './host.ts';

/** One world is one core's work: threads of numpy's would take it from the worker beside. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };

/** @param simulator a name of the bridge's own table (`sim_bridge/simulators`) */
export function pythonBridge(simulator: string, flavour: Flavour, progress?: Progress): LocalBridgeSource {
  const lock = () => lockOf(flavour);
  return {
    command: async () => {
      const { python } = await ensureEnvironment({ lock: lock(), progress });
      return {
        argv: [python, '-m', 'sim_bridge', '--simulator', simulator, '--ready-fd', '3'],
        variables: bridgeVariables(),
      };
    },
    repair: async (failure) => isImportTrouble(failure) && rebuildIfBroken({ lock: lock(), progress }),
  };
}

/** The bridge runs from our sources; nothing of the user's Python settings reaches it. */
export function bridgeVariables(): Readonly<Record<string, string>> {
  return {
    PYTHONPATH: join(packageRoot(), 'sim-bridge'),
    PYTHONNOUSERSITE: '1',
    PYTHONSAFEPATH: '1',
    PYTHONHASHSEED: '0',
    ...ONE_THREAD,
  };
}

const isImportTrouble = (failure: HarnessError): boolean =>
  /ImportError|ModuleNotFoundError|PackageNotFoundError|could not be started/.test(
    `${failure.message}\n${String(failure.cause)}`,
  );
