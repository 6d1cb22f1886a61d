/** All that may move, drawn over the backdrop, and its shadow upon it. */
import type { Backdrop } from './backdrop.ts';
import type { Batch } from './batch.ts';
import type { Frame, FrameRequest } from './frame.ts';
import { Layer, type View } from './layer.ts';
import { mix } from './mix.ts';
import { NOTHING, VisibilityBuffer } from './raster.ts';
import { Shader } from './shade.ts';
import { ShadowMap, sunShare } from './shadow.ts';

/** A frame in the making: the backdrop's, painted over. */
interface Picture {
  readonly rgb: Uint8ClampedArray;
  readonly depthM: Float32Array | null;
  readonly segmentation: Int32Array | null;
}

export class Foreground {
  readonly #layer: Layer;
  /** Something that moves is transparent. */
  readonly #painted: boolean;
  #buffer = new VisibilityBuffer();
  readonly #shader = new Shader();
  readonly #map = new ShadowMap();

  constructor(batches: readonly Batch[]) {
    this.#layer = new Layer(batches);
    this.#painted = batches.some(({ alpha }) => alpha < 1);
  }

  draw(request: FrameRequest, view: View, backdrop: Backdrop, stillMaps: readonly ShadowMap[]): Frame {
    const { widthPx, heightPx } = view.lens;
    const picture: Picture = {
      rgb: backdrop.rgb.slice(),
      depthM: request.depth ? backdrop.depthM(view.lens.farM).slice() : null,
      segmentation: request.segmentation ? backdrop.names.slice() : null,
    };
    this.#buffer = backdrop.over;
    this.#layer.begin();
    this.#layer.drawOpaque(view, this.#buffer);
    const maps = stillMaps.length > 0 ? [...stillMaps, this.#cast(view)] : [];
    if (maps.length > 0) this.#darken(backdrop, picture.rgb);
    this.#shade(view, maps, picture, 1);
    this.#layer.drawTransparent(view, this.#buffer, (alpha) => this.#shade(view, maps, picture, alpha));
    if (this.#painted) backdrop.wipe();
    else backdrop.over.restore(backdrop.nearness);
    return { widthPx, heightPx, ...picture, rgb: new Uint8Array(picture.rgb.buffer) };
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
    const { low, high, bottom, top } = map.reach();
    for (let i = 0; i < sunX.length; i++) {
      const x = sunX[i]!;
      if (!(x > low && x < high)) continue;
      const y = sunY[i]!;
      if (!(y > bottom && y < top) || triangles[i] !== NOTHING || share[i] === 0) continue;
      const sun = sunShare(map, x, y, sunZ[i]!);
      if (sun >= share[i]!) continue;
      for (let at = 3 * i; at < 3 * i + 3; at++) rgb[at] = shade[at]! + ((lit[at]! - shade[at]!) * sun) / 255;
    }
  }

  #shade(view: View, maps: readonly ShadowMap[], { rgb, depthM, segmentation }: Picture, alpha: number): void {
    const shader = this.#shader;
    const { widthPx, top, bottom } = this.#buffer;
    shader.begin({ ...this.#layer, ...view, maps });
    const { columns, names, z } = shader;
    for (let y = top; y <= bottom; y++) {
      const start = y * widthPx;
      const count = shader.row(this.#buffer, y);
      mix(shader, count, start, alpha, maps.length > 0, rgb);
      for (let k = 0; depthM && k < count; k++) depthM[start + columns[k]!] = z[k]!;
      for (let k = 0; segmentation && k < count; k++) segmentation[start + columns[k]!] = names[k]!;
    }
  }
}
