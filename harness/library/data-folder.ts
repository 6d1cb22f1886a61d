import { existsSync, readdirSync } from 'node:fs';
import { join, parse } from 'node:path';
import { packageRoot } from '../package-root.ts';

/** Where the package keeps its models, robots and looks. */
export const dataFolder = (): string => join(packageRoot(), 'sim-bridge', 'sim_bridge', 'data');

/** Of the files with this extension, sorted; none where there is no folder. */
export function namesOf(folder: string, extension: string): string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder).filter((file) => file.endsWith(extension));
  return files.map((file) => parse(file).name).sort();
}
