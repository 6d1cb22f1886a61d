import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HarnessError } from '../errors.ts';
import type { MeshAsset, TextureAsset, VisualAssets, Visuals } from '../render/visuals.ts';
import { type AssetKind, decodeAsset, encodeAsset } from '../visuals/asset-file.ts';
import { onDisk } from './disk.ts';
import { makeFolder } from './make-folder.ts';
import { writeWhole } from './write-whole.ts';

type Asset = MeshAsset | TextureAsset;

/** A hash becomes the name of a file, and records may come from anywhere. */
const HASH = /^[0-9a-f]{64}$/;

/** Meshes and textures of a run, by content hash: written once, shared by its episodes. */
export class AssetFolder {
  readonly path: string;
  /** By this process: two workers that meet the same mesh write it once. */
  private readonly saved = new Map<string, Promise<void>>();

  constructor(path: string) {
    this.path = path;
  }

  /** Writes what is not there yet. */
  async save({ meshes, textures }: VisualAssets): Promise<void> {
    const all = [...Object.entries(meshes).map(named('mesh')), ...Object.entries(textures).map(named('texture'))];
    await Promise.all(all.map(([hash, kind, asset]) => this.once(hash, kind, asset)));
  }

  has(hash: string, kind: AssetKind): Promise<boolean> {
    return exists(this.file(hash, kind));
  }

  private once(hash: string, kind: AssetKind, asset: Asset): Promise<void> {
    const writing = this.saved.get(hash) ?? this.write(this.file(hash, kind), kind, asset);
    this.saved.set(hash, writing);
    return writing;
  }

  /** Beside and renamed: a name that is there holds a whole asset. */
  private async write(file: string, kind: AssetKind, asset: Asset): Promise<void> {
    await onDisk('a mesh or texture', async () => {
      if (await exists(file)) return;
      await makeFolder(this.path);
      await writeWhole(file, encodeAsset(kind, asset));
    });
  }

  /**
   * All that a scene's parts name.
   * @throws HarnessError E_RECORDS for one that is missing or damaged
   */
  async load({ parts }: Visuals): Promise<VisualAssets> {
    const meshes = parts.flatMap(({ shape }) => (shape.kind === 'mesh' ? [shape.mesh] : []));
    const textures = parts.flatMap(({ texture }) => (texture === null ? [] : [texture]));
    return {
      meshes: (await this.readAll('mesh', meshes)) as VisualAssets['meshes'],
      textures: (await this.readAll('texture', textures)) as VisualAssets['textures'],
    };
  }

  private async readAll(kind: AssetKind, hashes: readonly string[]): Promise<Record<string, Asset>> {
    const read = async (hash: string) => [hash, await this.read(hash, kind)] as const;
    return Object.fromEntries(await Promise.all([...new Set(hashes)].map(read)));
  }

  private async read(hash: string, kind: AssetKind): Promise<Asset> {
    const file = this.file(hash, kind);
    try {
      return decodeAsset(kind, await readFile(file), hash);
    } catch (cause) {
      const message = `expected a ${kind} in ${file}, got ${(cause as Error).message}`;
      throw new HarnessError('E_RECORDS', message, { hint: 'a run folder must be copied whole, with assets/', cause });
    }
  }

  private file(hash: string, kind: AssetKind): string {
    if (HASH.test(hash)) return join(this.path, `${hash}.${kind}`);
    throw new HarnessError('E_RECORDS', `expected the hash of a ${kind}, got ${JSON.stringify(hash)}`);
  }
}

const named =
  (kind: AssetKind) =>
  ([hash, asset]: [string, Asset]): [string, AssetKind, Asset] => [hash, kind, asset];

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
