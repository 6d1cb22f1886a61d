/**
 * Draws a scene from its description, the poses of its frames and a camera. Only + - * / sqrt and floor in a fixed order
 * reach a pixel, so the same inputs give the same bytes on every machine, in Node and in browsers, cached or not.
 */
import { resolved, sampled } from './antialias.ts';
import { Backdrop } from './backdrop.ts';
import { type Batch, batchOf } from './batch.ts';
import { checkPoses, checkRequest, checkStage } from './check.ts';
import { Foreground } from './foreground.ts';
import type { Frame, FrameRequest, Picture, Stage } from './frame.ts';
import { ALONE, type Hand } from './hand.ts';
import { Layer, type View } from './layer.ts';
import { type Lens, lensOf } from './lens.ts';
import { type Sun, sunOf } from './lighting.ts';
import { fits, newPicture } from './picture.ts';
import { type Rigid, rigidAt } from './rigid.ts';
import { ShadowMap, sunFrame } from './shadow.ts';
import { textureOf } from './texture.ts';
import type { FramePoses, VisualPart } from './visuals.ts';

/** Cameras that stand still whose backdrop is kept. */
const BACKDROPS = 4;

export class Renderer {
  readonly #stage: Stage;
  readonly #sun: Sun;
  readonly #toSun: Rigid;
  readonly #background: readonly number[];
  readonly #still: Layer;
  readonly #foreground: Foreground;
  readonly #hand: Hand;
  readonly #stillMap = new ShadowMap();
  /** The one used last stands at the end. */
  readonly #backdrops: { readonly lens: Lens; readonly backdrop: Backdrop }[] = [];
  #stillCast = false;
  #canvas: Picture | null = null;

  /**
   * @param hand of the threads that draw each picture together; by default there is one
   * @throws HarnessError E_VISUALS for a stage that cannot be drawn
   */
  constructor(stage: Stage, hand: Hand = ALONE) {
    checkStage(stage);
    this.#stage = stage;
    this.#hand = hand;
    this.#sun = sunOf(stage.light);
    this.#toSun = sunFrame(this.#sun);
    this.#background = stage.background;
    const fixed = (part: VisualPart) => stage.visuals.frames[part.frame]!.kind === 'fixed';
    this.#still = new Layer(stage.visuals.parts.filter(fixed).map((part) => made(part, stage)));
    this.#foreground = new Foreground(
      stage.visuals.parts.filter((part) => !fixed(part)).map((part) => made(part, stage)),
      hand,
    );
  }

  /**
   * @param onto memory for the frame; by default it has memory of its own
   * @throws HarnessError E_VISUALS for a picture, a camera or a pose that cannot be drawn
   */
  draw(request: FrameRequest, poses: FramePoses, onto: Picture | null = null): Frame {
    checkRequest(request);
    checkPoses(poses, this.#stage);
    const order = sampled(request);
    const canvas = request.antialias === 1 ? onto : this.#large(order);
    return resolved(request, this.paint(order, poses, canvas), onto);
  }

  /**
   * The rows of this hand, one sample a pixel, of a request and of poses that were checked.
   * @param canvas where all hands paint; null for memory of its own
   */
  paint(request: FrameRequest, poses: FramePoses, canvas: Picture | null): Picture {
    const lens = lensOf(request.eye, request.widthPx, request.heightPx);
    const toWorld = Array.from({ length: poses.length / 7 }, (_, i) => rigidAt(poses, i));
    const view: View = { lens, sun: this.#sun, toSun: this.#toSun, toWorld };
    this.#castStill(view);
    const backdrop = this.#backdrop(view);
    const picture = canvas ?? backdrop.copy(request, lens.farM);
    if (canvas) backdrop.lay(canvas, lens.farM);
    this.#foreground.draw(view, picture, backdrop, this.#sun.shadow ? [this.#stillMap] : []);
    return picture;
  }

  /** Four samples a pixel: kept, since only the frame that is made of it is given away. */
  #large(order: FrameRequest): Picture {
    if (!this.#canvas || !fits(this.#canvas, order)) this.#canvas = newPicture(order);
    return this.#canvas;
  }

  #castStill({ toWorld, toSun }: View): void {
    if (!this.#sun.shadow || this.#stillCast) return;
    this.#stillMap.cast(this.#still.batches.filter(casts), toWorld, toSun);
    this.#stillMap.complete();
    this.#stillCast = true;
  }

  /** That of the camera if it has not moved; else the one used longest ago is drawn anew. */
  #backdrop(view: View): Backdrop {
    const at = this.#backdrops.findIndex(({ lens }) => same(lens, view.lens));
    const backdrop = at < 0 ? this.#drawn(view) : this.#backdrops.splice(at, 1)[0]!.backdrop;
    this.#backdrops.push({ lens: view.lens, backdrop });
    return backdrop;
  }

  #drawn(view: View): Backdrop {
    const oldest = this.#backdrops.length < BACKDROPS ? undefined : this.#backdrops.shift()!.backdrop;
    const backdrop = oldest ?? new Backdrop(this.#hand.stripes);
    backdrop.draw(this.#still, view, this.#sun.shadow ? [this.#stillMap] : [], this.#background);
    return backdrop;
  }
}

function made(part: VisualPart, { names, assets }: Stage): Batch {
  return batchOf(part, {
    name: names.indexOf(part.name),
    mesh: part.shape.kind === 'mesh' ? assets.meshes[part.shape.mesh]! : null,
    texture: part.texture === null ? null : textureOf(assets.textures[part.texture]!),
  });
}

const WIDEST_CASTER_M = 2;
/** Paint throws no shadow, and nothing lies below a floor. */
const casts = ({ alpha, radiusM }: Batch): boolean => alpha === 1 && radiusM < WIDEST_CASTER_M;

const same = (a: Lens, b: Lens): boolean =>
  a.widthPx === b.widthPx &&
  a.heightPx === b.heightPx &&
  a.focalPx === b.focalPx &&
  a.nearM === b.nearM &&
  a.farM === b.farM &&
  a.worldToCamera.every((value, i) => value === b.worldToCamera[i]);
