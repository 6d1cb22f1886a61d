import type { PolicySpec } from '../../harness/types.ts';
import type { Grippers } from '../grounding/gripper.ts';
import { checkModel } from './map/fits.ts';
import type { LoadedMap } from './map/load.ts';
import type { ActionModelSource } from './model.ts';
import { camerasOf, readingsOf } from './observe/request.ts';
import { type MapOptions, mapOf } from './options.ts';

import { ActionPolicy } from './policy.ts';

export { checkRobot } from './map/fits.ts';
export { ACTION_OPTIONS } from './options.ts';

/** A model, and the map that says what it means. */
export interface MappedModel extends LoadedMap {
  readonly source: ActionModelSource;
}

/** @throws HarnessError E_POLICY where the map is wrong, or is not what the model declares */
export async function mapped(
  policy: string,
  options: MapOptions,
  source: ActionModelSource,
  usual: string,
): Promise<MappedModel> {
  const loaded = await mapOf(policy, options, source, usual);
  checkModel(policy, loaded, source);
  return { ...loaded, source };
}

/** What it asks of the simulator and gives to it, as its map says. */
export function needsOf({ map }: LoadedMap): Omit<PolicySpec, 'name' | 'fingerprint'> {
  return {
    privileged: false,
    language: map.instruction !== null,
    cameras: camerasOf(map),
    state: readingsOf(map),
    mode: map.action.space,
    executionHorizon: map.horizon,
  };
}

export async function openMapped(
  spec: PolicySpec,
  { source, map }: MappedModel,
  grippers: Grippers,
): Promise<ActionPolicy> {
  return new ActionPolicy(spec, await source.open(), map, grippers);
}
