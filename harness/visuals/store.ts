/**
 * Meshes and textures by the hash of their content: in memory, and in a folder that all runs on this machine share.
 * Each file is written whole or not at all and is checked against its name when it is read, so that runs may come and
 * be killed at any time. The folder is a cache: what it cannot keep stays in memory and is asked for again next time.
 */
import { randomUUID } from 'node:crypto';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../python/location.ts';
import { makeFolder } from '../record/make-folder.ts';
import type { MeshAsset, TextureAsset, VisualAssets } from '../render/visuals.ts';
import { type AssetKind, decodeAsset, encodeAsset } from './asset-file.ts';

const NAME = /^([0-9a-f]{64})\.(mesh|texture)$/;

export class AssetStore {
  readonly #folder: string;
  readonly #meshes = new Map<string, MeshAsset>();
  readonly #textures = new Map<string, TextureAsset>();
  /** On disk as far as we know; read when first needed. */
  #onDisk: Promise<Set<string>> | null = null;

  constructor(folder: string = join(cacheFolder(), 'visuals')) {
    this.#folder = folder;
  }

  /** Hashes that a bridge need not send. */
  async known(): Promise<readonly string[]> {
    return [...new Set([...this.#meshes.keys(), ...this.#textures.keys(), ...(await this.#listed())])];
  }

  mesh(hash: string): Promise<MeshAsset | null> {
    return this.#read('mesh', hash, this.#meshes);
  }

  texture(hash: string): Promise<TextureAsset | null> {
    return this.#read('texture', hash, this.#textures);
  }

  /** Keeps assets whose hashes were checked. */
  async add({ meshes, textures }: VisualAssets): Promise<void> {
    for (const [hash, mesh] of Object.entries(meshes)) await this.#keep('mesh', hash, mesh, this.#meshes);
    for (const [hash, texture] of Object.entries(textures)) await this.#keep('texture', hash, texture, this.#textures);
  }

  /** From memory, else from disk; null where neither has it whole, and then it is not known any more. */
  async #read<K extends AssetKind, T>(kind: K, hash: string, memory: Map<string, T>): Promise<T | null> {
    const held = memory.get(hash);
    if (held) return held;
    const asset = await this.#load<T>(kind, hash);
    if (asset) memory.set(hash, asset);
    else (await this.#listed()).delete(hash);
    return asset;
  }

  async #load<T>(kind: AssetKind, hash: string): Promise<T | null> {
    if (!(await this.#listed()).has(hash)) return null;
    try {
      return decodeAsset(kind, await readFile(this.#path(kind, hash)), hash) as T;
    } catch {
      return null; // gone, unreadable or damaged: whoever needs it asks the bridge, and writes it anew
    }
  }

  async #keep<T extends MeshAsset | TextureAsset>(kind: AssetKind, hash: string, asset: T, memory: Map<string, T>) {
    memory.set(hash, asset);
    const listed = await this.#listed();
    if (await this.#write(this.#path(kind, hash), encodeAsset(kind, asset))) listed.add(hash);
  }

  /** False where the disk refuses. */
  async #write(path: string, bytes: Uint8Array): Promise<boolean> {
    const unfinished = `${path}.${randomUUID()}`;
    try {
      await makeFolder(this.#folder);
      await writeFile(unfinished, bytes, { flag: 'wx' });
      await rename(unfinished, path);
      return true;
    } catch {
      await rm(unfinished, { force: true }).catch(() => {});
      return false;
    }
  }

  #listed(): Promise<Set<string>> {
    this.#onDisk ??= readdir(this.#folder).then(
      (files) => new Set(files.flatMap((file) => NAME.exec(file)?.[1] ?? [])),
      () => new Set<string>(),
    );
    return this.#onDisk;
  }

  #path(kind: AssetKind, hash: string): string {
    return join(this.#folder, `${hash}.${kind}`);
  }
}
