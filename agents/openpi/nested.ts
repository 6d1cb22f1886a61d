import type { Wire, WireMap } from '../wire/msgpack-numpy.ts';

export const NO_NESTING = 'none';

/** Maps within maps where keys hold the separator: `images.cam_high` becomes `{images: {cam_high}}`. */
export function nested(flat: WireMap, separator: string): WireMap {
  if (separator === NO_NESTING) return flat;
  const whole: Record<string, Wire> = {};
  for (const [key, value] of Object.entries(flat)) {
    const path = key.split(separator);
    const last = path.pop()!;
    path.reduce(inside, whole)[last] = value;
  }
  return whole;
}

function inside(map: Record<string, Wire>, key: string): Record<string, Wire> {
  map[key] ??= {};
  return map[key] as Record<string, Wire>;
}
