/** All that may move, drawn over the backdrop, and its shadow upon it. */
import type { Backdrop } from './backdrop.ts';
import type { Batch } from './batch.ts';
import type { Picture } from './frame.ts';
import type { Hand } from './hand.ts';
import { Layer, type View } from './layer.ts';
import { mix } from './mix.ts';
import { NOTHING, VisibilityBuffer } from './raster.ts';
import { Shader } from './shade.ts';
import { ShadowMap, sunShare } from './shadow.ts';
import { BLOCK, type SunBlocks } from './sun-blocks.ts';

export class Foreground {
  readonly #layer: Layer;
  /** Something that moves is transparent. */
  readonly #painted: boolean;
  #buffer = new VisibilityBuffer();
  readonly #shader = new Shader();
  readonly #map: ShadowMap;
  readonly #hand: Hand;
  /** Of the sample that is being looked at, in the sun's frame: no arguments, see shade.ts. */
  readonly #place = new Float64Array(3);

  constructor(batches: readonly Batch[], hand: Hand) {
    this.#layer = new Layer(batches);
    this.#hand = hand;
    this.#map = new ShadowMap(hand);
    this.#painted = batches.some(({ alpha }) => alpha < 1);
  }

  /** Over a copy of the backdrop. */
  draw(view: View, picture: Picture, backdrop: Backdrop, stillMaps: readonly ShadowMap[]): void {
    const shadows = stillMaps.length > 0;
    if (shadows) this.#cast(view);
    this.#buffer = backdrop.over;
    this.#layer.begin();
    this.#layer.drawOpaque(view, this.#buffer);
    if (shadows) this.#map.complete();
    if (shadows) this.#darken(backdrop, picture.rgb);
    const maps = shadows ? [...stillMaps, this.#map] : [];
    this.#shade(view, maps, picture, 1);
    this.#layer.drawTransparent(view, this.#buffer, (alpha) => this.#shade(view, maps, picture, alpha));
    if (this.#painted) backdrop.wipe();
    else backdrop.over.restore(backdrop.nearness);
  }

  #cast({ toWorld, toSun }: View): void {
    this.#map.cast(
      this.#layer.batches.filter(({ alpha }) => alpha === 1),
      toWorld,
      toSun,
    );
  }

  /** Shadows of what moves on what stands still. */
  #darken(backdrop: Backdrop, rgb: Uint8ClampedArray): void {
    const { widthPx, heightPx } = this.#buffer;
    const blocks = backdrop.blocks();
    for (const [top, bottom] of this.#hand.stripes.of(heightPx)) {
      const [from, to] = [top * widthPx, bottom * widthPx];
      if (blocks) this.#darkenBlocks(blocks, backdrop, rgb, from, to);
      else this.#darkenSamples(backdrop, rgb, from, to);
    }
  }

  #darkenBlocks(blocks: SunBlocks, backdrop: Backdrop, rgb: Uint8ClampedArray, from: number, to: number): void {
    for (let i = from; i < to; i += BLOCK) {
      if (blocks.mayBeShaded(i / BLOCK, this.#map)) this.#darkenSamples(backdrop, rgb, i, Math.min(i + BLOCK, to));
    }
  }

  #darkenSamples(
    { sunX, sunY, sunZ, share, lit, shade }: Backdrop,
    rgb: Uint8ClampedArray,
    from: number,
    to: number,
  ): void {
    const map = this.#map;
    const { low, high, bottom, top } = map.reach();
    const { triangles } = this.#buffer;
    const place = this.#place;
    for (let i = from; i < to; i++) {
      const x = sunX[i]!;
      if (!(x > low && x < high)) continue;
      const y = sunY[i]!;
      if (!(y > bottom && y < top) || triangles[i] !== NOTHING) continue;
      const arrives = share[i]!;
      if (arrives === 0) continue;
      place[0] = x;
      place[1] = y;
      place[2] = sunZ[i]!;
      const sun = sunShare(map, place);
      if (sun >= arrives) continue;
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
