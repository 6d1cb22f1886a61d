import { flatten } from '../episode/readback.ts';
import type { PlannedChange, SceneSpec } from '../types.ts';

/** Every parameter in which a scene differs from the nominal one, sorted by path; what is no longer there has the value null. */
export function changesFrom(nominal: SceneSpec, scene: SceneSpec): PlannedChange[] {
  const [before, after] = [differing(nominal, scene), differing(scene, nominal)].map(flatten);
  const gone = [...before!.keys()].filter((path) => !after!.has(path) && before!.get(path) !== null);
  const changed = [...after!.keys()].filter((path) => !same(before!.get(path) ?? null, after!.get(path)));
  return [...gone, ...changed].sort().map((path) => ({ path, value: after!.get(path) ?? null }));
}

/** The parts of a scene that are not the very same object or value in the other: levels share with nominal what they leave alone. */
function differing(scene: SceneSpec, other: SceneSpec): Partial<SceneSpec> {
  const parts = Object.entries(scene).filter(([key, part]) => part !== other[key as keyof SceneSpec]);
  return Object.fromEntries(parts);
}

/** Leaves are single values or lists of numbers. */
function same(a: unknown, b: unknown): boolean {
  if (!Array.isArray(a) || !Array.isArray(b)) return a === b;
  return a.length === b.length && a.every((item, i) => item === b[i]);
}
