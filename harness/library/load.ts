import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { HarnessError } from '../errors.ts';
import type { Vec3 } from '../types.ts';
import { assetHashes } from './asset-hashes.ts';
import { dataFolder, namesOf } from './data-folder.ts';
import type { Library } from './library.ts';
import { camerasFile, colorsFile, lookFile } from './look.ts';
import { modelFile } from './model.ts';
import { robotFile, robotOf } from './robot.ts';

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
    assets: assetHashes(folder),
  };
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

function corners(file: string): Vec3[] {
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines
    .filter((line) => line.startsWith('v '))
    .map((line) => line.trim().split(/\s+/).slice(1, 4).map(Number) as unknown as Vec3);
}
