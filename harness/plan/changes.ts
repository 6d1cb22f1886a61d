import { flatten } from '../episode/readback.ts';
import { canonicalJson } from '../record/canonical.ts';
import type { PlannedChange, SceneSpec } from '../types.ts';

/** Every parameter in which a scene differs from the nominal one, sorted by path; what is no longer there has the value null. */
export function changesFrom(nominal: SceneSpec, scene: SceneSpec): PlannedChange[] {
  const [before, after] = [flatten(nominal), flatten(scene)];
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort();
  return paths
    .filter((path) => canonicalJson(before.get(path) ?? null) !== canonicalJson(after.get(path) ?? null))
    .map((path) => ({ path, value: after.get(path) ?? null }));
}
