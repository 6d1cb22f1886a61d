import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder, namesOf } from './data-folder.ts';

/** What a simulator must have as we do, by kind and name: hashes of the bytes of every data file. */
export const assetHashes = (folder: string = dataFolder()): Readonly<Record<string, string>> =>
  Object.fromEntries([
    ...hashes(folder, 'models', '.yaml'),
    ...robotHashes(join(folder, 'robots')),
    ...hashes(folder, 'textures', '.png'),
    ...hashes(folder, 'meshes', '.obj', '.obj'),
  ]);

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
