import type { Box, Pointing, Waypoint } from '../answer.ts';
import { giou } from '../metrics/box.ts';
import { inImage } from '../metrics/open-loop.ts';
import { jsonOf } from '../parse/json-spans.ts';
import { MAX_WAYPOINTS } from '../parse/shape.ts';
import { thinned } from '../parse/thinned.ts';
import { trajectoryReward } from './paper.ts';
import type { Reward } from './reward.ts';

const TASK_WEIGHT = 0.9;
const FORMAT_WEIGHT = 0.1;

/**
 * The reward as GigaAI-research/VLA-R1 trains with it (RFT_training): total = 0.9 task + 0.1 format, in [0, 1].
 * Affordance: (GIoU + 1) / 2. Trajectory: 1 - min(1, ALAF / limit). Format: 1 for a thought anywhere and JSON other than
 * null in the first `<output>` block, else 0. It reads that block to the letter, so what `parseAnswer` understands beyond
 * it earns nothing here; a path of a single waypoint is one, and any coordinate is moved into the image.
 *
 * Apart from it: NaN is no JSON here (Python takes it), a box of numbers that are not finite earns nothing, more than
 * `MAX_WAYPOINTS` are resampled, and JSON longer than `LONGEST_JSON` is none.
 */
export function releasedReward(text: string, truth: Pointing): Reward {
  const output = between(text, /<output>/i, /<\/output>/i);
  const json = output === null ? null : jsonOf(output);
  const value = json?.exact ? json.value : null;
  const format = value !== null && between(text, /<think>/i, /<\/think>/i) !== null ? 1 : 0;
  const task = taskReward(value, truth);
  return { task, format, total: TASK_WEIGHT * task + FORMAT_WEIGHT * format };
}

function taskReward(value: unknown, truth: Pointing): number {
  if (truth.kind === 'affordance') {
    const box = boxOf(value);
    return box ? (giou(box, truth.box) + 1) / 2 : 0;
  }
  const path = pathOf(value);
  return path ? trajectoryReward(thinned(inImage(path), MAX_WAYPOINTS), truth.trajectory) : 0;
}

function between(text: string, open: RegExp, close: RegExp): string | null {
  const start = open.exec(text);
  if (!start) return null;
  const rest = text.slice(start.index + start[0].length);
  const end = close.exec(rest);
  return end ? rest.slice(0, end.index) : null;
}

function boxOf(value: unknown): Box | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const said = value as Readonly<Record<string, unknown>>;
  const [x, y, width, height] = [said.x, said.y, said.width, said.height].map(floatOf) as [
    number,
    number,
    number,
    number,
  ];
  const box = { x, y, width: Math.abs(width), height: Math.abs(height) };
  return Object.values(box).every(Number.isFinite) ? box : null;
}

function pathOf(value: unknown): Waypoint[] | null {
  if (!Array.isArray(value) || value.length === 0) return null;
  if (!value.every((each) => Array.isArray(each) && each.length === 2)) return null;
  const path = value.map((pair): Waypoint => [floatOf(pair[0]), floatOf(pair[1])]);
  return path.flat().every((each) => !Number.isNaN(each)) ? path : null;
}

/** What Python's `float` takes of JSON: also numbers in quotes, and true as 1. */
function floatOf(value: unknown): number {
  if (typeof value === 'string') return value.trim() === '' ? Number.NaN : Number(value);
  return typeof value === 'number' || typeof value === 'boolean' ? Number(value) : Number.NaN;
}
