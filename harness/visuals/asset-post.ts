/** Meshes and textures on their way to another thread: each is sent once, and kept there for later scenes. */
import type { MeshAsset, TextureAsset, VisualAssets, Visuals } from '../render/visuals.ts';

export class AssetSender {
  #sent = new Set<string>();

  /** Those that were not sent before; from now on they are. */
  fresh({ meshes, textures }: VisualAssets): VisualAssets {
    const fresh = { meshes: this.#unsent(meshes), textures: this.#unsent(textures) };
    for (const hash of [...Object.keys(fresh.meshes), ...Object.keys(fresh.textures)]) this.#sent.add(hash);
    return fresh;
  }

  /** The other thread is gone, and all it kept. */
  forget(): void {
    this.#sent = new Set();
  }

  #unsent<T>(assets: Readonly<Record<string, T>>): Record<string, T> {
    return Object.fromEntries(Object.entries(assets).filter(([hash]) => !this.#sent.has(hash)));
  }
}

export class AssetKeeper {
  readonly #meshes: Record<string, MeshAsset> = {};
  readonly #textures: Record<string, TextureAsset> = {};

  keep({ meshes, textures }: VisualAssets): void {
    Object.assign(this.#meshes, meshes);
    Object.assign(this.#textures, textures);
  }

  /** Only those that a scene names: earlier scenes' are kept for later ones, not checked again. */
  named({ parts }: Visuals): VisualAssets {
    const [meshes, textures] = [this.#meshes, this.#textures];
    const named = parts.flatMap(({ shape }) => (shape.kind === 'mesh' && meshes[shape.mesh] ? [shape.mesh] : []));
    const worn = parts.flatMap(({ texture }) => (texture !== null && textures[texture] ? [texture] : []));
    return {
      meshes: Object.fromEntries(named.map((hash) => [hash, meshes[hash]!])),
      textures: Object.fromEntries(worn.map((hash) => [hash, textures[hash]!])),
    };
  }
}
