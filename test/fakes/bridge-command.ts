import { join } from 'node:path';
import type { BridgeCommand } from '../../harness/simulator/bridge-process.ts';
import { bundled } from './bundled.ts';
import type { Fault } from './faults.ts';

/** A command that runs the fake bridge as a local bridge with these faults. */
export function fakeBridgeCommand(faults: readonly Fault[] = []): BridgeCommand {
  const file = bundled(join(import.meta.dirname, 'bridge.ts'));
  return { argv: [process.execPath, file, '--faults', JSON.stringify(faults), '--ready-fd', '3'], variables: {} };
}
