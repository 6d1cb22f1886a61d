/** A mesh or a texture as the bytes of a file: as it travels on the wire. */
import type { MeshAsset, TextureAsset } from '../render/visuals.ts';
import { writeArray } from '../simulator/array.ts';
import { decodeMessage, encodeMessage } from '../simulator/codec.ts';
import { readMesh, readTexture } from '../simulator/visual-assets.ts';

export type AssetKind = 'mesh' | 'texture';

export function encodeAsset(kind: AssetKind, asset: MeshAsset | TextureAsset): Uint8Array {
  return encodeMessage({ [kind]: 'rgb' in asset ? wireTexture(asset) : wireMesh(asset) });
}

/** Throws `E_PROTOCOL` where the bytes are not the asset of this hash. */
export function decodeAsset(kind: AssetKind, bytes: Uint8Array, hash: string): MeshAsset | TextureAsset {
  const value = decodeMessage(bytes)[kind];
  return kind === 'mesh' ? readMesh(value, kind, hash) : readTexture(value, kind, hash);
}

function wireMesh({ vertices, normals, faces, uvs }: MeshAsset) {
  const count = vertices.length / 3;
  return {
    vertices: writeArray('float32', vertices, [count, 3]),
    normals: writeArray('float32', normals, [count, 3]),
    faces: writeArray('int32', faces, [faces.length / 3, 3]),
    uvs: uvs ? writeArray('float32', uvs, [count, 2]) : undefined,
  };
}

const wireTexture = ({ widthPx, heightPx, rgb }: TextureAsset) => writeArray('uint8', rgb, [heightPx, widthPx, 3]);
