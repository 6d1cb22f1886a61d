/** Meshes and textures between a worker and the coordinator: each travels once a run, by the hash of its content. */

import type { AssetFolder } from '../record/asset-folder.ts';
import type { MeshAsset, TextureAsset, VisualAssets } from '../render/visuals.ts';
import { decodeAsset, encodeAsset } from '../visuals/asset-file.ts';
import type { RunKeys } from './keys.ts';
import type { Link } from './link.ts';
import type { AssetName } from './returned.ts';

const KEPT_SEC = 7 * 24 * 3600;
const fieldOf = ({ kind, hash }: AssetName): string => `${kind} ${hash}`;

export function namesOf({ meshes, textures }: VisualAssets): AssetName[] {
  return [
    ...Object.keys(meshes).map((hash) => ({ kind: 'mesh' as const, hash })),
    ...Object.keys(textures).map((hash) => ({ kind: 'texture' as const, hash })),
  ];
}

/** Puts what the coordinator has not said that it has. */
export async function sendAssets({ client }: Link, keys: RunKeys, assets: VisualAssets): Promise<void> {
  const names = namesOf(assets);
  if (names.length === 0) return;
  const known = await client.smismember(keys.assets, ...names.map(({ hash }) => hash));
  for (const [at, name] of names.entries()) {
    if (known[at] === 1) continue;
    const asset = name.kind === 'mesh' ? assets.meshes[name.hash]! : assets.textures[name.hash]!;
    const bytes = Buffer.from(encodeAsset(name.kind, asset));
    await client.multi().hset(keys.assetBytes, fieldOf(name), bytes).expire(keys.assetBytes, KEPT_SEC).exec();
  }
}

/** Those that the coordinator has on its disk. */
export class AssetBox {
  private readonly link: Link;
  private readonly keys: RunKeys;
  private readonly folder: AssetFolder;
  private readonly saved = new Set<string>();

  constructor(link: Link, keys: RunKeys, folder: AssetFolder) {
    this.link = link;
    this.keys = keys;
    this.folder = folder;
  }

  /**
   * Saves those that are new; false where one is neither here nor in Redis.
   * @throws HarnessError E_PROTOCOL for bytes of another content
   */
  async take(names: readonly AssetName[]): Promise<boolean> {
    for (const name of names.filter(({ hash }) => !this.saved.has(hash))) {
      const bytes = await this.link.client.hgetBuffer(this.keys.assetBytes, fieldOf(name));
      if (!bytes && !(await this.folder.has(name.hash, name.kind))) return false;
      if (bytes) await this.folder.save(single(name, decodeAsset(name.kind, bytes, name.hash)));
      this.saved.add(name.hash);
      await this.link.client.multi().sadd(this.keys.assets, name.hash).hdel(this.keys.assetBytes, fieldOf(name)).exec();
    }
    return true;
  }

  /** Says again what is here, to a Redis that may have forgotten it. */
  async announce(): Promise<void> {
    if (this.saved.size > 0) await this.link.client.sadd(this.keys.assets, ...this.saved);
  }
}

const single = ({ kind, hash }: AssetName, asset: MeshAsset | TextureAsset): VisualAssets =>
  kind === 'mesh'
    ? { meshes: { [hash]: asset as MeshAsset }, textures: {} }
    : { meshes: {}, textures: { [hash]: asset as TextureAsset } };
