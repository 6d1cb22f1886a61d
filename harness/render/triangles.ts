/** Triangles of a frame by index: the visibility buffer names them, shading looks them up. */
import type { Batch } from './batch.ts';
import { clipPlanes, clipped } from './clip.ts';
import type { Lens } from './lens.ts';
import type { VisibilityBuffer } from './raster.ts';
import type { Vertices } from './vertices.ts';

export class Triangles {
  count = 0;
  /** [n, 3] vertices with positive area on the screen. */
  corners = new Int32Array(0);
  /** -1 where the side that is seen is the back of the surface: its normals point away. */
  sides = new Int8Array(0);
  /** Index of the batch of each triangle. */
  batches = new Int32Array(0);

  add(batch: number, a: number, b: number, c: number, side: number): number {
    if (this.count === this.batches.length) this.#grow();
    const at = this.count++;
    this.corners[3 * at] = a;
    this.corners[3 * at + 1] = b;
    this.corners[3 * at + 2] = c;
    this.batches[at] = batch;
    this.sides[at] = side;
    return at;
  }

  #grow(): void {
    const size = Math.max(1024, 2 * this.count);
    const corners = new Int32Array(3 * size);
    corners.set(this.corners);
    const [batches, sides] = [new Int32Array(size), new Int8Array(size)];
    batches.set(this.batches);
    sides.set(this.sides);
    Object.assign(this, { corners, batches, sides });
  }
}

/** Draws all triangles of a batch whose vertices begin at `first`. */
export function drawBatch(
  batch: Batch,
  index: number,
  first: number,
  vertices: Vertices,
  triangles: Triangles,
  buffer: VisibilityBuffer,
  lens: Lens,
): void {
  const { faces, closed } = batch;
  const planes = clipPlanes(lens);
  for (let i = 0; i < faces.length; i += 3) {
    const a = first + faces[i]!;
    const b = first + faces[i + 1]!;
    const c = first + faces[i + 2]!;
    const { inverseZ } = vertices;
    if (inverseZ[a]! > 0 && inverseZ[b]! > 0 && inverseZ[c]! > 0) {
      drawTriangle(closed, index, a, b, c, vertices, triangles, buffer);
      continue;
    }
    const polygon = clipped(vertices, [a, b, c], planes, lens);
    for (let k = 2; k < polygon.length; k++) {
      drawTriangle(closed, index, polygon[0]!, polygon[k - 1]!, polygon[k]!, vertices, triangles, buffer);
    }
  }
}

/** A triangle that is seen from outside runs counter-clockwise there, which is clockwise where y runs down. */
function drawTriangle(
  closed: boolean,
  batch: number,
  a: number,
  b: number,
  c: number,
  vertices: Vertices,
  triangles: Triangles,
  buffer: VisibilityBuffer,
): void {
  const { screenX: x, screenY: y } = vertices;
  const area = (x[b]! - x[a]!) * (y[c]! - y[a]!) - (y[b]! - y[a]!) * (x[c]! - x[a]!);
  if (area < 0) buffer.draw(vertices, triangles.add(batch, a, c, b, 1), a, c, b);
  else if (area > 0 && !closed) buffer.draw(vertices, triangles.add(batch, a, b, c, -1), a, b, c);
}
