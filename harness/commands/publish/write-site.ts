import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SiteFolder } from './site-folder.ts';

/** A file of the site: its text, or the file that it is a copy of. */
export type Content = string | { readonly copyOf: string };

/**
 * Puts files into a site, in their order, and leaves all others alone. They are first written in full beside the site's own,
 * so that a full disk changes nothing; then each takes its place at once. A page thus never links to what is not there
 * yet, as long as it comes after what it links to. A file that is there already is not touched.
 *
 * @returns paths of what is new or changed
 */
export async function writeSite(site: SiteFolder, files: ReadonlyMap<string, Content>): Promise<string[]> {
  await rm(site.stagingFolder, { recursive: true, force: true });
  try {
    const changed: string[] = [];
    for (const [path, content] of files) {
      if (await isThere(join(site.path, path), content)) continue;
      await stage(join(site.stagingFolder, path), content);
      changed.push(path);
    }
    for (const path of changed) await mkdir(dirname(join(site.path, path)), { recursive: true });
    for (const path of changed) await rename(join(site.stagingFolder, path), join(site.path, path));
    return changed;
  } finally {
    await rm(site.stagingFolder, { recursive: true, force: true });
  }
}

async function isThere(file: string, content: Content): Promise<boolean> {
  try {
    const [here, wanted] = [
      await readFile(file),
      typeof content === 'string' ? content : await readFile(content.copyOf),
    ];
    return here.equals(Buffer.from(wanted));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

async function stage(file: string, content: Content): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  if (typeof content === 'string') await writeFile(file, content);
  else await copyFile(content.copyOf, file);
}
