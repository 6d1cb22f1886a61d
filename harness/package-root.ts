import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the package, wherever its code runs from: the sources or `dist/`. Holds `scenarios/`, `schemas/` and `sim-bridge/`. */
export function packageRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'sim-bridge'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the package folder with sim-bridge/ is missing');
    folder = parent;
  }
  return folder;
}
