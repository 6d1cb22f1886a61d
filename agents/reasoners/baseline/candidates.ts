/** What there is on the table, with the features that words can be held against. */
import type { CameraImage } from '../../../harness/types.ts';
import type { Box, Waypoint } from '../../grounding/answer.ts';
import { piecesOf } from '../../grounding/pieces.ts';
import { type Standing, standingIn } from '../../grounding/standing.ts';
import { viewOf } from '../../grounding/view.ts';
import { boxOf, nearestTo } from '../pixels.ts';
import { type ColorShares, sharesIn } from './colors.ts';
import { type Footprint, footprintOf } from './footprint.ts';

export interface Candidate {
  readonly box: Box;
  /** The pixel of it that is nearest to the middle of the box. */
  readonly middle: Waypoint;
  readonly heightM: number;
  readonly longM: number;
  readonly shortM: number;
  readonly colors: ColorShares;
  /** Nothing of it is near the table: it hangs in the gripper, or is the gripper. */
  readonly floats: boolean;
}

const LEAST_PIXELS = 60;
const FLOATS_M = 0.09;

/** The largest first. */
export function candidatesIn(image: CameraImage): readonly Candidate[] {
  const { widthPx, heightPx } = image;
  const standing = standingIn(viewOf(image), { left: 0, top: 0, right: widthPx, bottom: heightPx }, null);
  const groups = joined(standing, membersOf(standing)).filter(({ length }) => length >= LEAST_PIXELS);
  return groups.sort((a, b) => b.length - a.length).map((members) => candidateOf(image, standing, members));
}

/** Indices of points by piece. */
function membersOf(standing: Standing): number[][] {
  const { labels, count } = piecesOf(standing);
  const groups: number[][] = Array.from({ length: count }, () => []);
  for (let i = 0; i < labels.length; i++) groups[labels[i]!]!.push(i);
  return groups;
}

/** Pieces that stand on one another's ground are parts of one thing, as the near and the far wall of a bowl. */
function joined(standing: Standing, groups: readonly number[][]): number[][] {
  const kept: { members: number[]; footprint: Footprint }[] = [];
  for (const members of [...groups].sort((a, b) => b.length - a.length)) {
    if (members.length < SPECK_PIXELS) continue;
    const footprint = footprintOf(standing.points, members);
    const home = kept.find((each) => shared(each.footprint, footprint) > ON_ITS_GROUND);
    if (home) home.members.push(...members);
    else kept.push({ members, footprint });
  }
  return kept.map(({ members }) => members);
}

const SPECK_PIXELS = 8;
const ON_ITS_GROUND = 0.6;

/** Share of the smaller one's bounds that lies within the bounds of the larger one. */
function shared(large: Footprint, small: Footprint): number {
  const overlap = (axis: 0 | 1) =>
    Math.min(large.highest[axis], small.highest[axis]) - Math.max(large.lowest[axis], small.lowest[axis]);
  const area = (small.highest[0] - small.lowest[0]) * (small.highest[1] - small.lowest[1]);
  return (Math.max(0, overlap(0)) * Math.max(0, overlap(1))) / Math.max(area, 1e-9);
}

function candidateOf(image: CameraImage, standing: Standing, members: readonly number[]): Candidate {
  const pixels = members.map((i) => standing.pixels[i]!);
  const { lowestM, highestM, longM, shortM } = footprintOf(standing.points, members);
  const box = boxOf(pixels, image);
  return {
    box,
    middle: nearestTo(box, pixels, image),
    heightM: highestM,
    longM,
    shortM,
    colors: sharesIn(image.rgb, pixels),
    floats: lowestM > FLOATS_M,
  };
}
