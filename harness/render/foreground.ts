/** All that may move, drawn over the backdrop, and its shadow upon it. */
import type { Backdrop } from './backdrop.ts';
import type { Batch } from './batch.ts';
import type { Frame, FrameRequest } from './frame.ts';
import { Layer, type View } from './layer.ts';
import { NOTHING, VisibilityBuffer } from './raster.ts';
import { LIT, SHADE, SHARE, Shader } from './shade.ts';
import { ShadowMap, sunlight } from './shadow.ts';

export class Foreground {
  readonly #layer: Layer;
  readonly #buffer = new VisibilityBuffer();
  readonly #shader = new Shader();
  readonly #map = new ShadowMap();

  constructor(batches: readonly Batch[]) {
    this.#layer = new Layer(batches);
  }

  draw(request: FrameRequest, view: View, backdrop: Backdrop, stillMaps: readonly ShadowMap[]): Frame {
    const { widthPx, heightPx } = view.lens;
    const rgb = backdrop.rgb.slice();
    const segmentation = request.segmentation ? backdrop.names.slice() : null;
    this.#buffer.resize(widthPx, heightPx);
    this.#buffer.nearness.set(backdrop.nearness);
    this.#buffer.forget();
    const maps = stillMaps.length > 0 ? [...stillMaps, this.#cast(view)] : [];
    const layer = this.#layer;
    layer.begin();
    for (let i = 0; i < layer.batches.length; i++) if (layer.batches[i]!.alpha === 1) layer.draw(i, view, this.#buffer);
    if (maps.length > 0) this.#darken(backdrop, rgb);
    this.#pass(view, maps, rgb, segmentation, 1);
    for (let i = 0; i < layer.batches.length; i++) {
      const { alpha } = layer.batches[i]!;
      if (alpha === 1) continue;
      this.#buffer.forget();
      layer.draw(i, view, this.#buffer);
      this.#pass(view, maps, rgb, segmentation, alpha);
    }
    const depthM = request.depth ? this.#depth(view.lens.farM, widthPx * heightPx) : null;
    return { widthPx, heightPx, rgb: new Uint8Array(rgb.buffer), depthM, segmentation };
  }

  #cast({ toWorld, toSun }: View): ShadowMap {
    this.#map.cast(
      this.#layer.batches.filter(({ alpha }) => alpha === 1),
      toWorld,
      toSun,
    );
    return this.#map;
  }

  /** Shadows of what moves on what stands still. */
  #darken({ sunX, sunY, sunZ, share, lit, shade }: Backdrop, rgb: Uint8ClampedArray): void {
    const map = this.#map;
    const { triangles } = this.#buffer;
    const low = map.left * map.texelM;
    const high = low + map.widthPx * map.texelM;
    const bottom = map.top * map.texelM;
    const top = bottom + map.heightPx * map.texelM;
    for (let i = 0; i < sunX.length; i++) {
      const x = sunX[i]!;
      if (!(x > low && x < high)) continue;
      const y = sunY[i]!;
      if (!(y > bottom && y < top) || triangles[i] !== NOTHING || share[i] === 0) continue;
      const sun = sunlight(map, x, y, sunZ[i]!);
      if (sun >= share[i]!) continue;
      for (let at = 3 * i; at < 3 * i + 3; at++) rgb[at] = shade[at]! + ((lit[at]! - shade[at]!) * sun) / 255;
    }
  }

  #pass(view: View, maps: readonly ShadowMap[], rgb: Uint8ClampedArray, names: Int32Array | null, alpha: number): void {
    const shader = this.#shader;
    const { widthPx, triangles, nearness, left, right, top, bottom } = this.#buffer;
    shader.begin({ ...this.#layer, ...view, maps });
    const { batches } = this.#layer;
    const owners = this.#layer.triangles.batches;
    for (let y = top; y <= bottom; y++) {
      for (let x = left; x <= right; x++) {
        const i = y * widthPx + x;
        const id = triangles[i]!;
        if (id === NOTHING) continue;
        shader.at(id, x, y, nearness[i]!);
        blend(rgb, 3 * i, shader.out, alpha);
        if (names) names[i] = batches[owners[id]!]!.name;
      }
    }
  }

  #depth(farM: number, samples: number): Float32Array {
    const depth = new Float32Array(samples);
    const { nearness } = this.#buffer;
    const nothing = Math.fround(1 / farM);
    for (let i = 0; i < samples; i++) depth[i] = nearness[i]! > nothing ? 1 / nearness[i]! : farM;
    return depth;
  }
}

function blend(rgb: Uint8ClampedArray, at: number, out: Float64Array, alpha: number): void {
  const share = out[SHARE]! / 255;
  for (let k = 0; k < 3; k++) {
    const shade = out[SHADE + k]!;
    const color = shade + (out[LIT + k]! - shade) * share;
    rgb[at + k] = alpha === 1 ? color : rgb[at + k]! + (color - rgb[at + k]!) * alpha;
  }
}
