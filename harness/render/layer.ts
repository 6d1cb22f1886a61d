/** Some of the batches of a scene, drawn over what is there already: opaque ones at once, then transparent ones one by one. */
import type { Batch } from './batch.ts';
import type { Lens } from './lens.ts';
import { mayBeSeen, project } from './lens.ts';
import { localLight, type Sun } from './lighting.ts';
import { place } from './place.ts';
import type { VisibilityBuffer } from './raster.ts';
import { composed, type Rigid } from './rigid.ts';
import { drawBatch, Triangles } from './triangles.ts';
import { Vertices } from './vertices.ts';

/** What a frame is drawn from, the same for all of its layers. */
export interface View {
  readonly lens: Lens;
  readonly sun: Sun;
  readonly toSun: Rigid;
  /** Pose of each frame in the world. */
  readonly toWorld: readonly Rigid[];
}

export class Layer {
  readonly batches: readonly Batch[];
  readonly vertices = new Vertices();
  readonly triangles = new Triangles();

  constructor(batches: readonly Batch[]) {
    this.batches = batches;
  }

  begin(): void {
    this.vertices.count = 0;
    this.triangles.count = 0;
  }

  drawOpaque(view: View, buffer: VisibilityBuffer): void {
    for (let i = 0; i < this.batches.length; i++) if (this.batches[i]!.alpha === 1) this.#draw(i, view, buffer);
  }

  /** One after the other in the order of the parts; `drawn` hears after each what lies in the buffer then. */
  drawTransparent(view: View, buffer: VisibilityBuffer, drawn: (alpha: number) => void): void {
    for (let i = 0; i < this.batches.length; i++) {
      if (this.batches[i]!.alpha === 1) continue;
      buffer.forget();
      this.#draw(i, view, buffer);
      drawn(this.batches[i]!.alpha);
    }
  }

  /** Draws batch `index` if the camera may see it. */
  #draw(index: number, view: View, buffer: VisibilityBuffer): void {
    const batch = this.batches[index]!;
    const toWorld = view.toWorld[batch.frame]!;
    const toCamera = composed(view.lens.worldToCamera, toWorld);
    const [x, y, z] = batch.center;
    const at = (row: number) =>
      toCamera[row]! * x + toCamera[row + 1]! * y + toCamera[row + 2]! * z + toCamera[row + 3]!;
    if (!mayBeSeen(view.lens, at(0), at(4), at(8), batch.radiusM)) return;
    const light = localLight(view.sun, toWorld, towardsEye(view.lens.cameraToWorld, [at(0), at(4), at(8)]));
    const first = place(batch, toCamera, light, view.sun.ambient, this.vertices);
    project(this.vertices, first, view.lens);
    drawBatch(batch, index, first, this.vertices, this.triangles, buffer, view.lens);
  }
}

/** Unit vector in the world from a point of the camera frame to the camera; one for a whole batch is good enough for a highlight. */
function towardsEye(m: Rigid, point: readonly [number, number, number]): [number, number, number] {
  const [x, y, z] = point;
  const length = Math.sqrt(x * x + y * y + z * z) || 1;
  const along = (row: number) => -(m[row]! * x + m[row + 1]! * y + m[row + 2]! * z) / length;
  return [along(0), along(4), along(8)];
}
