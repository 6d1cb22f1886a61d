/** A mesh or a texture as bytes and back; runs in browsers too. The files are `asset-folder.ts`. */
import { decode, encode } from '@msgpack/msgpack';
import type { MeshAsset, TextureAsset, VisualAssets, Visuals } from '../render/visuals.ts';

const VERSION = 1;

/** What bytes of an asset are. */
export type Asset =
  | { readonly kind: 'mesh'; readonly mesh: MeshAsset }
  | { readonly kind: 'texture'; readonly texture: TextureAsset };

export function encodeMesh({ vertices, normals, faces, uvs }: MeshAsset): Uint8Array {
  const arrays = { vertices: bytesOf(vertices), normals: bytesOf(normals), faces: bytesOf(faces) };
  return encode({ version: VERSION, kind: 'mesh', ...arrays, uvs: uvs && bytesOf(uvs) });
}

export function encodeTexture({ widthPx, heightPx, rgb }: TextureAsset): Uint8Array {
  return encode({ version: VERSION, kind: 'texture', widthPx, heightPx, rgb });
}

interface Fields {
  readonly version: number;
  readonly kind: string;
  readonly vertices: Uint8Array;
  readonly normals: Uint8Array;
  readonly faces: Uint8Array;
  readonly uvs: Uint8Array | null;
  readonly widthPx: number;
  readonly heightPx: number;
  readonly rgb: Uint8Array;
}

/** @throws Error for bytes that are no whole asset */
export function decodeAsset(bytes: Uint8Array): Asset {
  const fields = decode(bytes) as Fields;
  if (fields.version !== VERSION) throw new Error(`expected version ${VERSION}, got ${fields.version}`);
  if (fields.kind === 'mesh') return { kind: 'mesh', mesh: meshOf(fields) };
  const { widthPx, heightPx, rgb } = fields;
  return { kind: 'texture', texture: { widthPx, heightPx, rgb: new Uint8Array(rgb) } };
}

function meshOf({ vertices, normals, faces, uvs }: Fields): MeshAsset {
  return {
    vertices: new Float32Array(bufferOf(vertices)),
    normals: new Float32Array(bufferOf(normals)),
    faces: new Int32Array(bufferOf(faces)),
    uvs: uvs && new Float32Array(bufferOf(uvs)),
  };
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Float32Array | Int32Array): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** A copy of its own: bytes inside a message need not lie where numbers may. */
const bufferOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;

/** Hashes of all meshes and textures that the parts of a scene name, each once. */
export function assetsNamed({ parts }: Visuals): string[] {
  const meshes = parts.flatMap(({ shape }) => (shape.kind === 'mesh' ? [shape.mesh] : []));
  const textures = parts.flatMap(({ texture }) => (texture === null ? [] : [texture]));
  return [...new Set([...meshes, ...textures])];
}

export function encodeAssets({ meshes, textures }: VisualAssets): Record<string, Uint8Array> {
  return Object.fromEntries([
    ...Object.entries(meshes).map(([hash, mesh]) => [hash, encodeMesh(mesh)]),
    ...Object.entries(textures).map(([hash, texture]) => [hash, encodeTexture(texture)]),
  ]);
}

export function decodeAssets(files: Readonly<Record<string, Uint8Array>>): VisualAssets {
  const meshes: Record<string, MeshAsset> = {};
  const textures: Record<string, TextureAsset> = {};
  for (const [hash, bytes] of Object.entries(files)) {
    const asset = decodeAsset(bytes);
    if (asset.kind === 'mesh') meshes[hash] = asset.mesh;
    else textures[hash] = asset.texture;
  }
  return { meshes, textures };
}
