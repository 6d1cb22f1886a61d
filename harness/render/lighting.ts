/** Light as shading takes it: a sun (all rays parallel) and ambient light that comes a little more from above. */
import type { LightSpec } from '../types.ts';
import type { Rigid } from './rigid.ts';

export interface Sun {
  /** Unit vector in the world, from the scene towards the light. */
  readonly towards: readonly [x: number, y: number, z: number];
  readonly color: readonly [r: number, g: number, b: number];
  readonly ambient: number;
  readonly diffuse: number;
  readonly specular: number;
  readonly shadow: boolean;
}

/** Surfaces that look down get this much less of the ambient light than those that look up: they keep their form in the shade. */
const SKY_SHARE = 0.3;

export function sunOf({ direction: [x, y, z], ...rest }: LightSpec): Sun {
  const length = Math.sqrt(x * x + y * y + z * z);
  return { ...rest, towards: [x / length, y / length, z / length] };
}

/** Directions and factors of one frame's light in the coordinates of a moving frame: then normals need not be turned. */
export interface LocalLight {
  readonly towards: Float64Array;
  readonly half: Float64Array;
  readonly up: Float64Array;
}

/** @param toWorld pose of the frame; @param eye towards the camera, unit vector in the world */
export function localLight(sun: Sun, toWorld: Rigid, eye: readonly [number, number, number]): LocalLight {
  const [x, y, z] = [sun.towards[0] + eye[0], sun.towards[1] + eye[1], sun.towards[2] + eye[2]];
  const length = Math.sqrt(x * x + y * y + z * z) || 1;
  return {
    towards: unturned(toWorld, ...sun.towards),
    half: unturned(toWorld, x / length, y / length, z / length),
    up: unturned(toWorld, 0, 0, 1),
  };
}

/** Ambient light at a normal whose cosine to the vertical is `up`. */
export const ambientAt = (ambient: number, up: number): number => ambient * (1 - (SKY_SHARE / 2) * (1 - up));

/** The transposed rotation of `m` times a direction. */
function unturned(m: Rigid, x: number, y: number, z: number): Float64Array {
  return Float64Array.of(
    m[0]! * x + m[4]! * y + m[8]! * z,
    m[1]! * x + m[5]! * y + m[9]! * z,
    m[2]! * x + m[6]! * y + m[10]! * z,
  );
}
