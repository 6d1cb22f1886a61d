/** What a worker holds: a way to a simulator that survives the simulator. */
import { HarnessError } from '../errors.ts';
import type { Simulator } from '../types.ts';
import { type BridgeAddress, socketAddress } from './address.ts';
import { type BridgeCommand, type BridgeProcess, startBridge } from './bridge-process.ts';
import { DEADLINES, type SimulatorDeadlines } from './deadlines.ts';
import { connectSimulator, type RemoteSimulator } from './remote.ts';

/** One per worker; its calls do not overlap. */
export interface SimulatorHost<S extends Simulator = Simulator> {
  /** The simulator of before while it is usable; else a new one, behind a new bridge where bridges are ours to start. */
  open(): Promise<S>;
  /** Ends the simulator and what was started for it. Never rejects; may be called twice, or while a call is in flight. */
  dispose(): Promise<void>;
  /** The bridge of our own behind the simulator that is held; null without one. */
  readonly bridge: Pick<BridgeProcess, 'pid' | 'socketPath'> | null;
}

/** A simulator and how to be rid of it. */
interface Held {
  readonly simulator: RemoteSimulator;
  readonly bridge: BridgeProcess | null;
  readonly release: () => Promise<void>;
}

class HoldingHost implements SimulatorHost<RemoteSimulator> {
  readonly #start: () => Promise<Held>;
  #held: Held | null = null;
  #disposed = false;

  constructor(start: () => Promise<Held>) {
    this.#start = start;
  }

  get bridge(): BridgeProcess | null {
    return this.#held?.bridge ?? null;
  }

  async open(): Promise<RemoteSimulator> {
    if (this.#held?.simulator.usable) return this.#held.simulator;
    await this.#release();
    const held = await this.#start();
    this.#held = held;
    if (this.#disposed) await this.#release();
    return held.simulator;
  }

  async dispose(): Promise<void> {
    this.#disposed = true;
    await this.#release();
  }

  async #release(): Promise<void> {
    const held = this.#held;
    this.#held = null;
    await held?.release();
  }
}

export interface LocalBridgeSource {
  /** May take its time: a Python environment is built. */
  readonly command: () => Promise<BridgeCommand>;
  /** Hears why a bridge did not start; true when it mended something, so that another start is worth while. */
  readonly repair?: (failure: HarnessError) => Promise<boolean>;
}

/** Starts a bridge for each simulator that it opens. */
export function localHost(
  source: LocalBridgeSource,
  deadlines: SimulatorDeadlines = DEADLINES,
): SimulatorHost<RemoteSimulator> {
  return new HoldingHost(async () => {
    const bridge = await startRepaired(source, deadlines);
    try {
      const simulator = await connectTo(bridge, deadlines);
      return { simulator, bridge, release: () => releaseBoth(simulator, bridge) };
    } catch (error) {
      await bridge.stop();
      throw error;
    }
  });
}

async function startRepaired(source: LocalBridgeSource, deadlines: SimulatorDeadlines): Promise<BridgeProcess> {
  try {
    return await startBridge(await source.command(), deadlines);
  } catch (error) {
    const mended = error instanceof HarnessError && error.code === 'E_BRIDGE' && (await source.repair?.(error));
    if (!mended) throw error;
    return startBridge(await source.command(), deadlines);
  }
}

/** Connects to a bridge that somebody else runs. */
export function remoteHost(
  address: BridgeAddress,
  deadlines: SimulatorDeadlines = DEADLINES,
): SimulatorHost<RemoteSimulator> {
  return new HoldingHost(async () => {
    const simulator = await connectWhenFree(address, deadlines);
    return { simulator, bridge: null, release: () => simulator.close() };
  });
}

function connectTo(bridge: BridgeProcess, deadlines: SimulatorDeadlines): Promise<RemoteSimulator> {
  const address = socketAddress(bridge.socketPath);
  return connectSimulator(address, { deadlines, explainLoss: () => bridge.explainLoss() });
}

async function releaseBoth(simulator: RemoteSimulator, bridge: BridgeProcess): Promise<void> {
  await simulator.close();
  await bridge.stop();
}

const BUSY_PAUSE_MS = 200;

/** A slot that was just left is free a moment later. */
export async function connectWhenFree(address: BridgeAddress, deadlines: SimulatorDeadlines): Promise<RemoteSimulator> {
  for (let waitedMs = 0; ; waitedMs += BUSY_PAUSE_MS) {
    try {
      return await connectSimulator(address, { deadlines });
    } catch (error) {
      const busy = error instanceof HarnessError && error.code === 'E_BUSY';
      if (!busy || waitedMs >= deadlines.connectMs) throw error;
      await new Promise((resolve) => setTimeout(resolve, BUSY_PAUSE_MS));
    }
  }
}
