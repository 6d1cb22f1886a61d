/** The conformance suite: any bridge that passes it can stand behind the harness. */
import type { SceneSpec } from '../../types.ts';
import type { BridgeAddress } from '../address.ts';
import { DEADLINES } from '../deadlines.ts';
import { connectWhenFree } from '../host.ts';
import type { Check, Subject } from './check.ts';
import { HANDSHAKE } from './handshake.ts';
import { MOTION } from './motion.ts';
import { READ_BACK } from './read-back.ts';
import { REFUSALS } from './refusals.ts';
import { referenceScene } from './scene.ts';
import { SENSORS } from './sensors.ts';
import { VISUALS } from './visuals.ts';
import { WORLD } from './world.ts';

export const CONFORMANCE: readonly Check[] = [
  ...HANDSHAKE,
  ...WORLD,
  ...MOTION,
  ...READ_BACK,
  ...SENSORS,
  ...VISUALS,
  ...REFUSALS,
];

export interface Finding {
  readonly name: string;
  readonly result: 'ok' | 'failed' | 'skipped';
  /** Why it failed or was skipped; empty where it is ok. */
  readonly reason: string;
}

/**
 * Runs every check against the bridge at an address, one after the other, each over a connection of its own.
 * @param onFinding hears each finding as it comes
 * @param scene where the checks play, for a simulator with worlds of its own; else a scene of ours
 * @throws what `connectSimulator` throws, when not even a greeting is possible
 */
export async function checkConformance(
  address: BridgeAddress,
  onFinding: (finding: Finding) => void,
  scene?: SceneSpec,
): Promise<readonly Finding[]> {
  const first = await connectWhenFree(address, DEADLINES);
  await first.close();
  const subject = { address, info: first.info, scene: scene ?? referenceScene(first.info) };
  const findings: Finding[] = [];
  for (const check of CONFORMANCE) {
    const finding = await found(check, subject);
    findings.push(finding);
    onFinding(finding);
  }
  return findings;
}

async function found({ name, skip, run }: Check, subject: Subject): Promise<Finding> {
  const skipped = skip?.(subject) ?? null;
  if (skipped !== null) return { name, result: 'skipped', reason: skipped };
  try {
    await run(subject);
    return { name, result: 'ok', reason: '' };
  } catch (error) {
    return { name, result: 'failed', reason: error instanceof Error ? error.message : String(error) };
  }
}
