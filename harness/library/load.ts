import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, parse as parsePath } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { HarnessError } from '../errors.ts';
import { packageRoot } from '../package-root.ts';
import type { Vec3 } from '../types.ts';
import type { Library } from './library.ts';
import { camerasFile, colorsFile, lookFile } from './look.ts';
import { modelFile } from './model.ts';
import { robotFile, robotOf } from './robot.ts';

/** Where the package keeps its models, robots and looks. */
export const dataFolder = (): string => join(packageRoot(), 'sim-bridge', 'sim_bridge', 'data');

/**
 * Reads every data file, checked to the last key.
 * @throws HarnessError E_LIBRARY with the file and what is wrong in it
 */
export function loadLibrary(folder: string = dataFolder()): Library {
  const texture = namesOf(join(folder, 'textures'), '.png');
  return {
    models: readAll(join(folder, 'models'), modelFile, (name, model) => ({ ...model, name })),
    robots: readAll(join(folder, 'robots'), robotFile, robotOf),
    looks: readAll(join(folder, 'looks'), lookFile, (_, look) => look),
    cameras: readYaml(join(folder, 'cameras.yaml'), camerasFile),
    colors: readYaml(join(folder, 'colors.yaml'), colorsFile),
    textures: texture,
    meshes: Object.fromEntries(
      namesOf(join(folder, 'meshes'), '.obj').map((name) => [
        `${name}.obj`,
        corners(join(folder, 'meshes', `${name}.obj`)),
      ]),
    ),
    assets: Object.fromEntries([
      ...hashes(folder, 'models', '.yaml'),
      ...robotHashes(join(folder, 'robots')),
      ...hashes(folder, 'textures', '.png'),
      ...hashes(folder, 'meshes', '.obj', '.obj'),
    ]),
  };
}

function namesOf(folder: string, extension: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(extension));
  return files.map((file) => parsePath(file).name).sort();
}

function readAll<In, Out>(
  folder: string,
  schema: z.ZodType<In>,
  finish: (name: string, value: In) => Out,
): Record<string, Out> {
  const names = namesOf(folder, '.yaml');
  return Object.fromEntries(names.map((name) => [name, finish(name, readYaml(join(folder, `${name}.yaml`), schema))]));
}

function readYaml<T>(file: string, schema: z.ZodType<T>): T {
  const lines = new LineCounter();
  const document = parseDocument(readFileSync(file, 'utf8'), { lineCounter: lines, prettyErrors: false });
  const broken = document.errors[0];
  if (broken) {
    const { line, col } = lines.linePos(broken.pos[0]);
    throw new HarnessError('E_LIBRARY', broken.message, { location: { file, line, column: col }, cause: broken });
  }
  const parsed = schema.safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  throw new HarnessError('E_LIBRARY', `${file}: ${z.prettifyError(parsed.error).replace(/\s*\n\s*/g, ' ')}`, {
    cause: parsed.error,
  });
}

/** Identity of a data file: sha256 over its bytes, so that both sides of the bridge name the same thing. */
function hashes(folder: string, kind: string, extension: string, suffix = ''): [string, string][] {
  return namesOf(join(folder, kind), extension).map((name) => {
    const bytes = readFileSync(join(folder, kind, name + extension));
    return [`${kind}/${name}${suffix}`, createHash('sha256').update(bytes).digest('hex')];
  });
}

/** A robot is its YAML, its URDF and the meshes in the folder of its name: sha256 over their bytes, in this order of names. */
function robotHashes(folder: string): [string, string][] {
  return namesOf(folder, '.yaml').map((name) => {
    const hash = createHash('sha256');
    for (const file of [`${name}.urdf`, `${name}.yaml`, ...meshesOf(folder, name)])
      hash.update(readFileSync(join(folder, file)));
    return [`robots/${name}`, hash.digest('hex')];
  });
}

const meshesOf = (folder: string, robot: string): string[] =>
  namesOf(join(folder, robot), '.obj').map((mesh) => join(robot, `${mesh}.obj`));

function corners(file: string): Vec3[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((line) => line.startsWith('v '))
    .map((line) => line.trim().split(/\s+/).slice(1, 4).map(Number) as unknown as Vec3);
}
