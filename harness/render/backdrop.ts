/**
 * All that stands still, drawn once for a camera that stands still: the next frames only draw over it what moves. What
 * moves may throw a shadow on it, so each sample keeps its colour in the sun and out of it, and where it lies in the sun.
 */
import type { Layer, View } from './layer.ts';
import { NOTHING, VisibilityBuffer } from './raster.ts';
import { LIT, SHADE, SHARE, Shader, SUN_PLACE } from './shade.ts';
import type { ShadowMap } from './shadow.ts';

export class Backdrop {
  /** 3 numbers a sample: in the sun, out of it, and as it looks with nothing moving. */
  readonly lit: Uint8ClampedArray;
  readonly shade: Uint8ClampedArray;
  readonly rgb: Uint8ClampedArray;
  /** Share of the sun that reaches a sample past all that stands still, 0..255. */
  readonly share: Uint8Array;
  /** Place of each sample in the sun's frame; NaN where there is nothing. */
  readonly sunX: Float32Array;
  readonly sunY: Float32Array;
  readonly sunZ: Float32Array;
  readonly nearness: Float32Array;
  readonly names: Int32Array;

  constructor(layer: Layer, view: View, maps: readonly ShadowMap[], background: readonly number[]) {
    const { widthPx, heightPx } = view.lens;
    const samples = widthPx * heightPx;
    this.lit = new Uint8ClampedArray(3 * samples);
    this.shade = new Uint8ClampedArray(3 * samples);
    this.rgb = new Uint8ClampedArray(3 * samples);
    this.share = new Uint8Array(samples).fill(255);
    this.sunX = new Float32Array(samples).fill(Number.NaN);
    this.sunY = new Float32Array(samples).fill(Number.NaN);
    this.sunZ = new Float32Array(samples).fill(Number.NaN);
    this.names = new Int32Array(samples).fill(NOTHING);
    this.#paint(background);
    this.nearness = this.#draw(layer, view, maps);
  }

  #paint(background: readonly number[]): void {
    for (const colors of [this.lit, this.shade, this.rgb]) {
      for (let i = 0; i < colors.length; i++) colors[i] = 255 * background[i % 3]!;
    }
  }

  #draw(layer: Layer, view: View, maps: readonly ShadowMap[]): Float32Array {
    const buffer = new VisibilityBuffer();
    const shader = new Shader();
    buffer.resize(view.lens.widthPx, view.lens.heightPx);
    buffer.clear(1 / view.lens.farM);
    layer.begin();
    const pass = (alpha: number) => {
      shader.begin({ ...layer, ...view, maps });
      this.#shade(layer, buffer, shader, alpha);
      buffer.forget();
    };
    for (const [i, { alpha }] of layer.batches.entries()) if (alpha === 1) layer.draw(i, view, buffer);
    pass(1);
    for (const [i, { alpha }] of layer.batches.entries()) {
      if (alpha === 1) continue;
      layer.draw(i, view, buffer);
      pass(alpha);
    }
    return buffer.nearness;
  }

  #shade(layer: Layer, buffer: VisibilityBuffer, shader: Shader, alpha: number): void {
    const { widthPx, triangles } = buffer;
    for (let y = buffer.top; y <= buffer.bottom; y++) {
      for (let x = buffer.left; x <= buffer.right; x++) {
        const i = y * widthPx + x;
        if (triangles[i]! === NOTHING) continue;
        shader.at(triangles[i]!, x, y, buffer.nearness[i]!);
        this.#keep(i, shader.out, alpha);
        this.names[i] = layer.batches[layer.triangles.batches[triangles[i]!]!]!.name;
      }
    }
  }

  #keep(i: number, out: Float64Array, alpha: number): void {
    for (let k = 0, at = 3 * i; k < 3; k++, at++) {
      this.lit[at] = this.lit[at]! + (out[LIT + k]! - this.lit[at]!) * alpha;
      this.shade[at] = this.shade[at]! + (out[SHADE + k]! - this.shade[at]!) * alpha;
      this.rgb[at] = this.shade[at]! + ((this.lit[at]! - this.shade[at]!) * out[SHARE]!) / 255;
    }
    this.share[i] = out[SHARE]!;
    this.sunX[i] = out[SUN_PLACE]!;
    this.sunY[i] = out[SUN_PLACE + 1]!;
    this.sunZ[i] = out[SUN_PLACE + 2]!;
  }
}
