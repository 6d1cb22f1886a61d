import { HarnessError, type Location } from '../errors.ts';
import { didYouMean, listed } from '../suggest.ts';
import type { Rgb, Vec3 } from '../types.ts';
import type { Viewpoint } from './camera.ts';
import type { Look } from './look.ts';
import type { Model } from './model.ts';
import type { Robot } from './robot.ts';

/** All data files as exact types, by name; see docs/models.md. */
export interface Library {
  readonly models: Readonly<Record<string, Model>>;
  readonly robots: Readonly<Record<string, Robot>>;
  readonly looks: Readonly<Record<string, Look>>;
  /** Cameras of the world, by name; each robot brings its own `wrist`. */
  readonly cameras: Readonly<Record<string, Viewpoint>>;
  readonly colors: Readonly<Record<string, Rgb>>;
  readonly textures: readonly string[];
  /** Corners of the meshes that models use, by file name. */
  readonly meshes: Readonly<Record<string, readonly Vec3[]>>;
  /** `models/soup_can`, `robots/panda`, `textures/oak`, `meshes/duck.obj` -> sha256 of the file, hex; a robot's also covers its URDF and meshes. */
  readonly assets: Readonly<Record<string, string>>;
}

/**
 * The entry of this name.
 * @throws HarnessError E_SCENARIO that lists the known names
 */
export function lookUp<T>(table: Readonly<Record<string, T>>, name: string, what: string, location?: Location): T {
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found !== undefined) return found;
  throw unknown(name, Object.keys(table), what, location);
}

/** `unknown model "bowll": expected one of ...`. */
export function unknown(name: string, known: readonly string[], what: string, location?: Location): HarnessError {
  const message = `unknown ${what} "${name}": expected one of ${listed(known)}`;
  return new HarnessError('E_SCENARIO', message, { location, hint: didYouMean(name, known) });
}
