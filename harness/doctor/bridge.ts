/** What a bridge says, how fast it answers, and whether it conforms. */
import { type BridgeAddress, parseAddress, socketAddress } from '../simulator/address.ts';
import { checkConformance } from '../simulator/conformance/suite.ts';
import type { SimulatorHost } from '../simulator/host.ts';
import type { SceneSpec, Simulator, SimulatorInfo } from '../types.ts';
import { type Fact, factOf } from './fact.ts';
import { measureRoundTrips, type RoundTrip } from './round-trip.ts';

/** Greets the bridge and times it; the host is left open. */
export async function bridgeFacts(host: SimulatorHost, scene?: SceneSpec): Promise<readonly Fact[]> {
  let simulator: Simulator | null = null;
  const greeting = await factOf('bridge', async () => {
    simulator = await host.open();
    return described(simulator.info);
  });
  if (simulator === null) return [greeting];
  return [greeting, ...(await timings(simulator, scene))];
}

/** Every check of the suite, over connections of its own: the host's must not hold the bridge's only slot. */
export async function conformanceFacts(
  nameOrAddress: string,
  host: SimulatorHost,
  onFact: (fact: Fact) => void,
  scene?: SceneSpec,
): Promise<readonly Fact[]> {
  const address = await freeAddress(nameOrAddress, host);
  const told = ({ name, result, reason }: { name: string; result: Fact['result']; reason: string }): Fact => {
    return { name, result, detail: reason };
  };
  return (await checkConformance(address, (finding) => onFact(told(finding)), scene)).map(told);
}

/** Where the bridge listens, once the host's own connection has left it. */
async function freeAddress(nameOrAddress: string, host: SimulatorHost): Promise<BridgeAddress> {
  const simulator = await host.open();
  const { bridge } = host;
  await simulator.close();
  return bridge ? socketAddress(bridge.socketPath) : parseAddress(nameOrAddress);
}

function described({ name, version, bridgeVersion, renderer, deterministic, slots }: SimulatorInfo): string {
  const same = deterministic ? 'deterministic' : 'not deterministic';
  return `${name} ${version}, bridge ${bridgeVersion}, own renderer ${renderer}, ${same}, ${slots} slot${slots === 1 ? '' : 's'}`;
}

const FRAME = 'observe with a 256x256 frame of its own renderer';

async function timings(simulator: Simulator, scene?: SceneSpec): Promise<readonly Fact[]> {
  const measured = measureRoundTrips(simulator, scene);
  const shown = (time: RoundTrip | null) =>
    time ? `p50 ${time.p50Ms.toFixed(2)} ms, p95 ${time.p95Ms.toFixed(2)} ms` : 'it draws none, the harness does';
  return [
    await factOf('observe without a camera', async () => shown((await measured).blind)),
    ...(scene?.foreign ? [] : [await factOf(FRAME, async () => shown((await measured).frame))]),
  ];
}
