/**
 * All that stands still, drawn once for a camera that stands still: the next frames only draw over it what moves. What
 * moves may throw a shadow on it, so each sample keeps its colour in the sun and out of it, and where it lies in the sun.
 */
import type { FrameRequest, Picture } from './frame.ts';
import type { Layer, View } from './layer.ts';
import { mix } from './mix.ts';
import { NOTHING, VisibilityBuffer } from './raster.ts';
import { Shader } from './shade.ts';
import type { ShadowMap } from './shadow.ts';
import { ALL_ROWS, type Stripes } from './stripes.ts';
import { SunBlocks } from './sun-blocks.ts';

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
  readonly #blocks = new SunBlocks();
  /** For how many pictures the camera has stood still. */
  #laid = 0;
  #depthM = new Float32Array(0);
  #depthKnown = false;
  /** Where what moves is drawn; between frames all of it is forgotten again. */
  readonly over: VisibilityBuffer;
  readonly #buffer: VisibilityBuffer;
  readonly #shader = new Shader();
  readonly #stripes: Stripes;

  /** Only these rows of it are drawn. */
  constructor(stripes: Stripes = ALL_ROWS) {
    this.#stripes = stripes;
    this.over = new VisibilityBuffer(stripes);
    this.#buffer = new VisibilityBuffer(stripes);
  }

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
    this.#laid = 0;
    this.#depthKnown = false;
    this.nearness = buffer.nearness;
    this.wipe();
  }

  /** Makes all of `over` what stands still. */
  wipe(): void {
    const { widthPx, heightPx } = this.#buffer;
    this.over.resize(widthPx, heightPx);
    this.over.clear(0);
    this.over.nearness.set(this.nearness.subarray(0, widthPx * heightPx));
  }

  /** A picture to draw over, in memory of its own. */
  copy({ depth, segmentation }: FrameRequest, farM: number): Picture {
    return {
      rgb: this.rgb.slice(),
      depthM: depth ? this.#depth(farM).slice() : null,
      segmentation: segmentation ? this.names.slice() : null,
    };
  }

  /** Its rows, laid on a picture that others paint too. */
  lay({ rgb, depthM, segmentation }: Picture, farM: number): void {
    const { widthPx, heightPx } = this.#buffer;
    for (const [top, bottom] of this.#stripes.of(heightPx)) {
      const [from, to] = [top * widthPx, bottom * widthPx];
      rgb.set(this.rgb.subarray(3 * from, 3 * to), 3 * from);
      depthM?.set(this.#depth(farM).subarray(from, to), from);
      segmentation?.set(this.names.subarray(from, to), from);
    }
  }

  /** To be asked once a picture; null for the first one: measuring pays only for a camera that stands still. */
  blocks(): SunBlocks | null {
    this.#laid++;
    if (this.#laid === 2) this.#blocks.measure(this.sunX, this.sunY);
    return this.#laid < 2 ? null : this.#blocks;
  }

  /** Metres along the optical axis; reckoned when first asked for. */
  #depth(farM: number): Float32Array {
    if (this.#depthKnown) return this.#depthM;
    const samples = this.names.length;
    if (this.#depthM.length !== samples) this.#depthM = new Float32Array(samples);
    const { names, nearness } = this;
    const depthM = this.#depthM;
    // Each branch stores: a value common to both would be an object.
    for (let i = 0; i < samples; i++) {
      if (names[i] === NOTHING) depthM[i] = farM;
      else depthM[i] = 1 / nearness[i]!;
    }
    this.#depthKnown = true;
    return depthM;
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
    this.sunY.fill(Number.NaN);
  }

  #paint(background: readonly number[]): void {
    for (const picture of [this.rgb, this.lit, this.shade]) {
      for (let k = 0; k < 3; k++) picture[k] = 255 * background[k]!;
      for (let done = 3; done < picture.length; done *= 2) picture.copyWithin(done, 0, done);
    }
  }

  #shadeLayer(layer: Layer, view: View, maps: readonly ShadowMap[], alpha: number): void {
    const { top, bottom, widthPx } = this.#buffer;
    const shader = this.#shader;
    const { names, rgb } = this;
    const shadows = maps.length > 0;
    shader.begin({ ...layer, ...view, maps });
    for (let y = top; y <= bottom; y++) {
      const start = y * widthPx;
      const count = shader.row(this.#buffer, y);
      mix(shader, count, start, alpha, shadows, rgb);
      if (shadows) this.#keep(count, start, alpha);
      for (let k = 0; k < count; k++) names[start + shader.columns[k]!] = shader.names[k]!;
    }
  }

  /** What a shadow that moves will need. */
  #keep(count: number, rowStart: number, alpha: number): void {
    const { columns, dark, bright, sunlight } = this.#shader;
    const { lit, shade, share, sunX, sunY, sunZ } = this;
    for (let k = 0; k < count; k++) {
      const i = rowStart + columns[k]!;
      for (let from = 3 * k, at = 3 * i; from < 3 * k + 3; from++, at++) {
        shade[at] = alpha === 1 ? dark[from]! : shade[at]! + (dark[from]! - shade[at]!) * alpha;
        lit[at] = alpha === 1 ? bright[from]! : lit[at]! + (bright[from]! - lit[at]!) * alpha;
      }
      share[i] = sunlight.share[k]!;
      sunX[i] = sunlight.x[k]!;
      sunY[i] = sunlight.y[k]!;
      sunZ[i] = sunlight.z[k]!;
    }
  }
}
