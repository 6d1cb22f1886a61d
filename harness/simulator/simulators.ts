/** Every way to a simulator, by the name that a person types. */
import { HarnessError } from '../errors.ts';
import type { Flavour } from '../python/location.ts';
import type { Progress } from '../python/progress.ts';
import { didYouMean, listed } from '../suggest.ts';
import { isAddress, parseAddress } from './address.ts';
import type { BridgeCommand } from './bridge-process.ts';
import { DEADLINES, type SimulatorDeadlines } from './deadlines.ts';
import { type LocalBridgeSource, localHost, remoteHost, type SimulatorHost } from './host.ts';
import { pythonBridge } from './python-bridge.ts';
import type { RemoteSimulator } from './remote.ts';

export interface HostOptions {
  /** Hears what is done when that takes long (building the Python environment). */
  readonly progress?: Progress;
  readonly deadlines?: SimulatorDeadlines;
  /** Started instead of the simulator's own bridge; see `injectedCommand` for the variable that does the same. */
  readonly command?: BridgeCommand;
}

interface LocalSimulator {
  readonly description: string;
  /** The Python environment that has it. */
  readonly environment: Flavour;
}

/** Simulators whose bridge the harness starts itself; everything else is an address. */
export const SIMULATORS: Readonly<Record<string, LocalSimulator>> = {
  pybullet: { description: 'PyBullet 3.2.7 on this machine, started by the harness', environment: 'runtime' },
  mujoco: {
    description: 'MuJoCo 3.17.0 on this machine, its own Python environment on first use',
    environment: 'mujoco',
  },
  libero: {
    description:
      'LIBERO and LIBERO-PRO on this machine, for the suites libero-*; its own Python environment of 2 GB on first use',
    environment: 'libero',
  },
  isaaclab: {
    description: 'Isaac Lab 3.0.0 without Kit on this machine, its own Python 3.12 environment of 6 GB on first use',
    environment: 'isaaclab',
  },
};

/**
 * A host for a name of `SIMULATORS` or an address of a bridge; starts nothing yet.
 * @throws `E_SIMULATOR` for anything else
 */
export function simulatorHost(nameOrAddress: string, options: HostOptions = {}): SimulatorHost<RemoteSimulator> {
  const { deadlines = DEADLINES, progress } = options;
  if (isAddress(nameOrAddress)) return remoteHost(parseAddress(nameOrAddress), deadlines);
  return localHost(sourceOf(nameOrAddress, progress, options.command), deadlines);
}

function sourceOf(name: string, progress: Progress | undefined, given?: BridgeCommand): LocalBridgeSource {
  const { environment } = localSimulator(name);
  const command = given ?? injectedCommand(process.env.HARNESS_BRIDGE);
  return command ? { command: async () => command } : pythonBridge(name, environment, progress);
}

/**
 * How the bridge of a simulator is started; its Python environment is built first where there is none.
 * @throws `E_SIMULATOR` for a name that is not one of `SIMULATORS`, `E_PYTHON`
 */
export const bridgeCommand = (name: string, progress?: Progress): Promise<BridgeCommand> =>
  sourceOf(name, progress).command();

/** @throws `E_SIMULATOR` for a name that is not one of `SIMULATORS` */
export function localSimulator(name: string): LocalSimulator {
  const simulator = Object.hasOwn(SIMULATORS, name) ? SIMULATORS[name] : undefined;
  if (!simulator) throw unknownSimulator(name);
  return simulator;
}

/**
 * The command in `HARNESS_BRIDGE`: a JSON list of program and arguments, for a bridge of one's own or a faulty one.
 * @throws `E_USAGE` when it is set and is no such list
 */
export function injectedCommand(text: string | undefined): BridgeCommand | undefined {
  if (!text) return undefined;
  const argv = parsedList(text);
  if (argv) return { argv, variables: {} };
  throw new HarnessError('E_USAGE', `HARNESS_BRIDGE: expected a JSON list ["program", "argument", ...], got ${text}`);
}

function parsedList(text: string): [string, ...string[]] | null {
  try {
    const list: unknown = JSON.parse(text);
    const fits = Array.isArray(list) && list.length > 0 && list.every((each) => typeof each === 'string');
    return fits ? (list as [string, ...string[]]) : null;
  } catch {
    return null;
  }
}

function unknownSimulator(name: string): HarnessError {
  const known = Object.keys(SIMULATORS);
  return new HarnessError(
    'E_SIMULATOR',
    `unknown simulator "${name}": expected ${listed(known)}, or an address ws://host:port`,
    { hint: didYouMean(name, known) },
  );
}
