/** Meshes and textures inside a page: plain bytes of their arrays. */
import type { MeshAsset, TextureAsset, VisualAssets } from '../render/visuals.ts';

interface MeshBytes {
  readonly vertices: Uint8Array;
  readonly normals: Uint8Array;
  readonly faces: Uint8Array;
  readonly uvs: Uint8Array | null;
}

export interface AssetBytes {
  readonly meshes: Readonly<Record<string, MeshBytes>>;
  readonly textures: Readonly<Record<string, TextureAsset>>;
}

export function packAssets({ meshes, textures }: VisualAssets): AssetBytes {
  return { meshes: mapped(meshes, packMesh), textures };
}

export function unpackAssets({ meshes, textures }: AssetBytes): VisualAssets {
  const copied = (texture: TextureAsset) => ({ ...texture, rgb: new Uint8Array(texture.rgb) });
  return { meshes: mapped(meshes, unpackMesh), textures: mapped(textures, copied) };
}

const packMesh = ({ vertices, normals, faces, uvs }: MeshAsset): MeshBytes => ({
  vertices: bytesOf(vertices),
  normals: bytesOf(normals),
  faces: bytesOf(faces),
  uvs: uvs && bytesOf(uvs),
});

const unpackMesh = ({ vertices, normals, faces, uvs }: MeshBytes): MeshAsset => ({
  vertices: new Float32Array(bufferOf(vertices)),
  normals: new Float32Array(bufferOf(normals)),
  faces: new Int32Array(bufferOf(faces)),
  uvs: uvs && new Float32Array(bufferOf(uvs)),
});

const mapped = <A, B>(all: Readonly<Record<string, A>>, change: (each: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(all).map(([hash, each]) => [hash, change(each)]));

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Int32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** A copy of its own: bytes inside a message need not lie where numbers may. */
const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
