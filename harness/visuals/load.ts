/** A scene's look, complete: what the bridge describes, with every mesh and texture from the store or the bridge. */
import { HarnessError } from '../errors.ts';
import type { MeshAsset, TextureAsset, VisualAssets, Visuals } from '../render/visuals.ts';
import type { AssetStore } from './store.ts';

/** A simulator that offers `visuals`. */
export interface VisualsSource {
  visuals(known: readonly string[]): Promise<LoadedVisuals>;
}

export interface LoadedVisuals {
  readonly visuals: Visuals;
  readonly assets: VisualAssets;
}

/**
 * The look of the scene that `simulator` built last. Asks a second time for what the store lists and cannot give
 * (a damaged file, one that another run removed).
 * @throws `E_VISUALS` for a texture on a shape without texture coordinates, and what the simulator throws
 */
export async function loadVisuals(simulator: VisualsSource, store: AssetStore): Promise<LoadedVisuals> {
  const first = await simulator.visuals(await store.known());
  await store.add(first.assets);
  const found = await gather(first.visuals, store);
  if (found.missing.length === 0) return demandTextured({ visuals: first.visuals, assets: found });
  const again = await simulator.visuals(await store.known());
  await store.add(again.assets);
  const { missing, ...assets } = await gather(again.visuals, store);
  if (missing.length > 0)
    throw new HarnessError('E_VISUALS', `expected asset ${missing[0]} when asked twice, got none`);
  return demandTextured({ visuals: again.visuals, assets });
}

async function gather({ parts }: Visuals, store: AssetStore): Promise<VisualAssets & { missing: readonly string[] }> {
  const meshes: Record<string, MeshAsset> = {};
  const textures: Record<string, TextureAsset> = {};
  const missing: string[] = [];
  const take = <T>(into: Record<string, T>, hash: string, asset: T | null) => {
    if (asset === null) missing.push(hash);
    else into[hash] = asset;
  };
  for (const { shape, texture } of parts) {
    if (shape.kind === 'mesh') take(meshes, shape.mesh, await store.mesh(shape.mesh));
    if (texture !== null) take(textures, texture, await store.texture(texture));
  }
  return { meshes, textures, missing };
}

function demandTextured({ visuals, assets: { meshes, textures } }: LoadedVisuals): LoadedVisuals {
  visuals.parts.forEach(({ shape, texture }, at) => {
    if (texture === null || (shape.kind === 'mesh' && meshes[shape.mesh]!.uvs)) return;
    const expected = 'no texture on a shape without texture coordinates';
    throw new HarnessError('E_VISUALS', `parts[${at}].texture: expected ${expected}, got ${texture}`);
  });
  return { visuals, assets: { meshes, textures } };
}
