import type { MeshAsset } from './visuals.ts';

/**
 * Whether each edge is shared by two triangles that run along it in opposite directions: only then do the triangles that
 * turn their backs hide behind others, and may be left out (back-face culling). Corners at the same place are one.
 */
export function isClosed({ vertices, faces }: MeshAsset): boolean {
  const point = welded(vertices);
  const open = new Set<number>();
  const count = vertices.length / 3;
  for (let i = 0; i < faces.length; i += 3) {
    for (let side = 0; side < 3; side++) {
      const [a, b] = [point[faces[i + side]!]!, point[faces[i + ((side + 1) % 3)]!]!];
      if (a === b) continue;
      if (!open.delete(b * count + a)) {
        if (open.has(a * count + b)) return false;
        open.add(a * count + b);
      }
    }
  }
  return open.size === 0;
}

/** For each corner the first one at the same place. */
function welded(vertices: Float32Array): Int32Array {
  const seen = new Map<string, number>();
  return Int32Array.from({ length: vertices.length / 3 }, (_, i) => {
    const key = `${vertices[3 * i]},${vertices[3 * i + 1]},${vertices[3 * i + 2]}`;
    const first = seen.get(key) ?? i;
    seen.set(key, first);
    return first;
  });
}
