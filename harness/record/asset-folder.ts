import { access, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../errors.ts';
import type { VisualAssets, Visuals } from '../render/visuals.ts';
import { assetsNamed, decodeAssets, encodeAssets } from './asset-codec.ts';
import { onDisk } from './disk.ts';
import { makeFolder } from './make-folder.ts';

/** A hash becomes the name of a file, and a bridge elsewhere may send anything. */
const HASH = /^[0-9a-f]{8,128}$/;

/** Meshes and textures of a run, by content hash: written once, shared by its episodes. */
export class AssetFolder {
  readonly path: string;
  /** Of this process: two workers that meet the same mesh write it once. */
  private readonly saved = new Map<string, Promise<void>>();

  constructor(path: string) {
    this.path = path;
  }

  /** Writes what is not there yet. */
  async save(assets: VisualAssets): Promise<void> {
    const unknown = (all: VisualAssets['meshes'] | VisualAssets['textures']) =>
      Object.entries(all).filter(([hash]) => !this.saved.has(hash));
    const fresh = {
      meshes: Object.fromEntries(unknown(assets.meshes)),
      textures: Object.fromEntries(unknown(assets.textures)),
    } as VisualAssets;
    for (const [hash, bytes] of Object.entries(encodeAssets(fresh))) this.saved.set(hash, this.write(hash, bytes));
    const asked = [...Object.keys(assets.meshes), ...Object.keys(assets.textures)];
    await Promise.all(asked.map((hash) => this.saved.get(hash)));
  }

  /** Beside and renamed: a name that is there holds a whole asset. */
  private async write(hash: string, bytes: Uint8Array): Promise<void> {
    const file = this.file(hash);
    await onDisk('a mesh or texture', async () => {
      if (await exists(file)) return;
      await makeFolder(this.path);
      const temporary = `${file}.${process.pid}.tmp`;
      await writeFile(temporary, bytes);
      await rename(temporary, file);
    });
  }

  /**
   * All that a scene's parts name.
   * @throws HarnessError E_RECORDS for one that is missing or damaged
   */
  async load(visuals: Visuals): Promise<VisualAssets> {
    const hashes = assetsNamed(visuals);
    const files = await Promise.all(hashes.map(async (hash) => [hash, await this.read(hash)] as const));
    return decodeAssets(Object.fromEntries(files));
  }

  private async read(hash: string): Promise<Uint8Array> {
    const file = this.file(hash);
    try {
      const bytes = await readFile(file);
      decodeAssets({ [hash]: bytes });
      return bytes;
    } catch (cause) {
      const message = `expected a mesh or texture in ${file}, got ${(cause as Error).message}`;
      throw new HarnessError('E_RECORDS', message, { hint: 'copy a run folder whole, with its assets/', cause });
    }
  }

  private file(hash: string): string {
    if (HASH.test(hash)) return join(this.path, `${hash}.msgpack`);
    throw new HarnessError('E_RECORDS', `expected a content hash in hex, got ${JSON.stringify(hash)}`);
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
