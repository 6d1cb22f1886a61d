import { flatten } from '../episode/readback.ts';
import type { PlannedChange, SceneSpec } from '../types.ts';

type Leaves = ReadonlyMap<string, unknown>;

/** Every level of a replicate is compared with the same nominal scene. */
const flattened = new WeakMap<SceneSpec, Leaves>();

/** Every parameter in which a scene differs from the nominal one, sorted by path; what is no longer there has the value null. */
export function changesFrom(nominal: SceneSpec, scene: SceneSpec): PlannedChange[] {
  const before = flattened.get(nominal) ?? flatten(nominal);
  flattened.set(nominal, before);
  const after = flatten(scene);
  const gone = [...before.keys()].filter((path) => !after.has(path) && before.get(path) !== null);
  const changed = [...after.keys()].filter((path) => !same(before.get(path) ?? null, after.get(path)));
  return [...gone, ...changed].sort().map((path) => ({ path, value: after.get(path) ?? null }));
}

/** Leaves are single values or lists of numbers. */
function same(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
