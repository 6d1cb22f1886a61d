/**
 * All that stands still, drawn once for a camera that stands still: the next frames only draw over it what moves. What
 * moves may throw a shadow on it, so each sample keeps its colour in the sun and out of it, and where it lies in the sun.
 */
import type { Layer, View } from './layer.ts';
import { mix } from './mix.ts';
import { NOTHING, VisibilityBuffer } from './raster.ts';
import { Shader } from './shade.ts';
import type { ShadowMap } from './shadow.ts';

export class Backdrop {
  /** As it looks with nothing moving, 3 bytes a sample. */
  rgb = new Uint8ClampedArray(0);
  /** Index of the name seen, and nearness, of each sample. */
  names = new Int32Array(0);
  nearness = new Float32Array(0);
  /** With shadows: colours in the sun and out of it, and the share of the sun that arrives, 0..255. */
  lit = new Uint8ClampedArray(0);
  shade = new Uint8ClampedArray(0);
  share = new Uint8Array(0);
  /** Place of each sample in the sun's frame; NaN where there is nothing. */
  sunX = new Float32Array(0);
  sunY = new Float32Array(0);
  sunZ = new Float32Array(0);
  #depthM = new Float32Array(0);
  #depthKnown = false;
  readonly #buffer = new VisibilityBuffer();
  readonly #shader = new Shader();

  draw(layer: Layer, view: View, maps: readonly ShadowMap[], background: readonly number[]): void {
    const { widthPx, heightPx, farM } = view.lens;
    this.#reserve(widthPx * heightPx, maps.length > 0);
    this.#paint(background);
    const buffer = this.#buffer;
    buffer.resize(widthPx, heightPx);
    buffer.clear(1 / farM);
    layer.begin();
    layer.drawOpaque(view, buffer);
    this.#shadeLayer(layer, view, maps, 1);
    layer.drawTransparent(view, buffer, (alpha) => this.#shadeLayer(layer, view, maps, alpha));
    this.#depthKnown = false;
    this.nearness = buffer.nearness;
  }

  /** Metres along the optical axis; reckoned when first asked for. */
  depthM(farM: number): Float32Array {
    if (this.#depthKnown) return this.#depthM;
    const samples = this.names.length;
    if (this.#depthM.length !== samples) this.#depthM = new Float32Array(samples);
    for (let i = 0; i < samples; i++) this.#depthM[i] = this.names[i] === NOTHING ? farM : 1 / this.nearness[i]!;
    this.#depthKnown = true;
    return this.#depthM;
  }

  /** Room for the samples of one picture; a backdrop that is drawn again for another camera keeps its arrays. */
  #reserve(samples: number, shadows: boolean): void {
    if (this.names.length !== samples) {
      this.rgb = new Uint8ClampedArray(3 * samples);
      this.names = new Int32Array(samples);
    }
    this.names.fill(NOTHING);
    if (!shadows) return;
    if (this.share.length !== samples) {
      this.lit = new Uint8ClampedArray(3 * samples);
      this.shade = new Uint8ClampedArray(3 * samples);
      this.share = new Uint8Array(samples);
      for (const name of ['sunX', 'sunY', 'sunZ'] as const) this[name] = new Float32Array(samples);
    }
    this.sunX.fill(Number.NaN);
  }

  #paint(background: readonly number[]): void {
    const { rgb } = this;
    for (let k = 0; k < 3; k++) rgb[k] = 255 * background[k]!;
    for (let done = 3; done < rgb.length; done *= 2) rgb.copyWithin(done, 0, done);
  }

  #shadeLayer(layer: Layer, view: View, maps: readonly ShadowMap[], alpha: number): void {
    const { top, bottom, widthPx } = this.#buffer;
    this.#shader.begin({ ...layer, ...view, maps });
    for (let y = top; y <= bottom; y++) {
      const count = this.#shader.row(this.#buffer, y);
      mix(this.#shader, count, y * widthPx, alpha, this.rgb);
      if (maps.length > 0) this.#keep(count, y * widthPx, alpha);
      for (let k = 0; k < count; k++) {
        this.names[y * widthPx + this.#shader.columns[k]!] = layer.batches[this.#shader.batchOf[k]!]!.name;
      }
    }
  }

  /** What a shadow that moves will need. */
  #keep(count: number, rowStart: number, alpha: number): void {
    const { columns, paint, ambient, diffuse, gloss, share, sunX, sunY, sunZ } = this.#shader;
    const color = this.#shader.sunColor;
    for (let k = 0; k < count; k++) {
      const i = rowStart + columns[k]!;
      for (let c = 0; c < 3; c++) {
        const at = 3 * i + c;
        const dark = paint[3 * k + c]! * ambient[k]!;
        const bright = dark + paint[3 * k + c]! * diffuse[k]! + gloss[k]! * color[c]!;
        this.shade[at] = this.shade[at]! + (dark - this.shade[at]!) * alpha;
        this.lit[at] = this.lit[at]! + (bright - this.lit[at]!) * alpha;
      }
      this.share[i] = share[k]!;
      this.sunX[i] = sunX[k]!;
      this.sunY[i] = sunY[k]!;
      this.sunZ[i] = sunZ[k]!;
    }
  }
}
