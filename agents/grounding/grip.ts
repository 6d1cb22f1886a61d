/** One way to close the fingers on a thing from above, and how good it is. */
import { CLEARANCE_M, GRIP_MARGIN_M, type Gripper } from './gripper.ts';

/** Points of a thing, or of what is around it, in the frame of a grip: closing axis, the axis along the fingers, height. */
export interface Turned {
  readonly across: Float64Array;
  readonly along: Float64Array;
  readonly z: Float64Array;
}

export interface Grip {
  /** Middle between the fingers, on the closing axis. */
  readonly acrossM: number;
  readonly alongM: number;
  readonly zM: number;
  readonly widthM: number;
  /** Less is better; metres of slant, and what counts like them. */
  readonly cost: number;
}

/** Both sides of the closing axis, in points above some height. */
interface Span {
  from: number;
  to: number;
}

const span = (): Span => ({ from: Infinity, to: -Infinity });
const widthOf = ({ from, to }: Span): number => to - from;

/** The fingers stay this far below the top of what they hold, or their tips this far above the table. */
const BITE_M = 0.008;
const LAYER_M = 0.004;
const LAYERS = 64;
/** A grip is deep enough where the thing is not much wider further down. */
const FULL_WIDTH = 0.95;
/** A corner between the fingers slips out: the edges of a good grip are parallel to them, and it is across the narrow side. */
const WIDTH_COST = 0.5;
/** Thinner is no better: a rim, or what somebody else's edge leaves to be seen. */
const THIN_ENOUGH_M = 0.025;
/** Less than this is the edge of something. */
const THINNEST_M = 0.006;
const HIT_COST_M = 0.05;
const HITS = 3;

/** The grip at `alongM` of a thing, among `others`; null where it is too wide or too low. */
export function gripAt(thing: Turned, others: Turned, alongM: number, gripper: Gripper): Grip | null {
  const layers = layersOf(thing, alongM, gripper);
  const top = topOf(layers);
  if (top < 0) return null;
  const overhead = highestUnderPalm(thing, alongM, middleOf(layers[0]!), gripper);
  const lowest = Math.max(overhead - gripper.palmAboveTipsM + CLEARANCE_M, CLEARANCE_M * 2);
  const highest = Math.max((top + 1) * LAYER_M - BITE_M, CLEARANCE_M * 2);
  if (lowest > highest) return null;
  const zM = depthOf(layers, ((top + 1) * LAYER_M) / 2, lowest, highest);
  const reached = layers[layerOf(zM)]!;
  const [acrossM, widthM] = [middleOf(reached), widthOf(reached)];
  if (widthM > gripper.openingM - GRIP_MARGIN_M || widthM < THINNEST_M) return null;
  const slant = slantOf(thing, alongM, zM, gripper.fingerHalfWidthM);
  const at = { acrossM, alongM, zM };
  const hits = hitsOf(thing, at, gripper) + hitsOf(others, at, gripper);
  const cost = WIDTH_COST * Math.max(widthM, THIN_ENOUGH_M) + slant + (hits >= HITS ? HIT_COST_M : 0);
  return { acrossM, alongM, zM, widthM, cost };
}

const layerOf = (z: number): number => Math.min(LAYERS - 1, Math.max(0, Math.floor(z / LAYER_M)));
const middleOf = ({ from, to }: Span): number => (from + to) / 2;

/** What lies between the fingers' edges: for each layer, the span of all points in it and above it. */
function layersOf({ across, along, z }: Turned, alongM: number, { fingerHalfWidthM }: Gripper): Span[] {
  const layers = Array.from({ length: LAYERS }, span);
  for (let i = 0; i < along.length; i++) {
    if (Math.abs(along[i]! - alongM) <= fingerHalfWidthM) include(layers[layerOf(z[i]!)]!, across[i]!);
  }
  for (let i = LAYERS - 2; i >= 0; i--) {
    layers[i]!.from = Math.min(layers[i]!.from, layers[i + 1]!.from);
    layers[i]!.to = Math.max(layers[i]!.to, layers[i + 1]!.to);
  }
  return layers;
}

function include(into: Span, value: number): void {
  into.from = Math.min(into.from, value);
  into.to = Math.max(into.to, value);
}

const topOf = (layers: readonly Span[]): number => layers.findLastIndex(({ from, to }) => to >= from);

function highestUnderPalm({ across, along, z }: Turned, alongM: number, acrossM: number, gripper: Gripper): number {
  const { palmHalfDepthM, palmHalfWidthM } = gripper;
  let highest = 0;
  for (let i = 0; i < z.length; i++) {
    if (Math.abs(along[i]! - alongM) > palmHalfDepthM || Math.abs(across[i]! - acrossM) > palmHalfWidthM) continue;
    highest = Math.max(highest, z[i]!);
  }
  return highest;
}

/** Half the thing's height where it is as wide as it gets there, further down where it widens. */
function depthOf(layers: readonly Span[], half: number, lowest: number, highest: number): number {
  const enough = FULL_WIDTH * widthOf(layers[layerOf(lowest)]!);
  let wide = layerOf(highest);
  while (wide > layerOf(lowest) && widthOf(layers[wide]!) < enough) wide--;
  return Math.min(highest, Math.max(lowest, Math.min(half, (wide + 0.5) * LAYER_M)));
}

/** How much both edges of the thing shift from one side of the fingers to the other. */
function slantOf({ across, along, z }: Turned, alongM: number, zM: number, halfM: number): number {
  const [before, after] = [span(), span()];
  for (let i = 0; i < along.length; i++) {
    const from = along[i]! - alongM;
    if (Math.abs(from) > halfM || z[i]! < zM - LAYER_M) continue;
    if (from < -halfM / 3) include(before, across[i]!);
    if (from > halfM / 3) include(after, across[i]!);
  }
  if (before.from > before.to || after.from > after.to) return halfM;
  return Math.abs(before.from - after.from) + Math.abs(before.to - after.to);
}

/** Points where the opened fingers come down, or the palm. */
function hitsOf({ across, along, z }: Turned, at: Pick<Grip, 'acrossM' | 'alongM' | 'zM'>, gripper: Gripper): number {
  const { fingerHalfWidthM, fingerInnerM, fingerOuterM, palmHalfDepthM, palmHalfWidthM, palmAboveTipsM } = gripper;
  let hits = 0;
  for (let i = 0; i < z.length; i++) {
    const [x, y] = [Math.abs(across[i]! - at.acrossM), Math.abs(along[i]! - at.alongM)];
    const finger = y < fingerHalfWidthM && x > fingerInnerM && x < fingerOuterM && z[i]! > at.zM - CLEARANCE_M;
    const palm = y < palmHalfDepthM && x < palmHalfWidthM && z[i]! > at.zM + palmAboveTipsM;
    if (finger || palm) hits++;
  }
  return hits;
}
