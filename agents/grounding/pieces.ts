/** Connected pieces of what stands on the table. */
import type { Standing } from './standing.ts';

/** Neighbouring pixels further apart than this in space belong to two surfaces. */
const GAP_M = 0.012;

/** Number of the piece of each point; pieces count from 0 in the order of their first pixel. */
export interface Pieces {
  readonly labels: Int32Array;
  readonly count: number;
}

export function piecesOf(standing: Standing): Pieces {
  const labels = new Int32Array(standing.pixels.length).fill(-1);
  const queue = new Int32Array(labels.length);
  let count = 0;
  for (let start = 0; start < standing.at.length; start++) {
    const first = standing.at[start]!;
    if (first >= 0 && labels[first] === -1) fill(standing, labels, queue, start, count++);
  }
  return { labels, count };
}

/** Marks all that hangs together with the pixel `start` of the window. `queue` holds places of the window. */
function fill({ window, at, points }: Standing, labels: Int32Array, queue: Int32Array, start: number, label: number) {
  const [width, height] = [window.right - window.left, window.bottom - window.top];
  let [head, tail] = [0, 1];
  queue[0] = start;
  labels[at[start]!] = label;
  while (head < tail) {
    const place = queue[head++]!;
    const column = place % width;
    const row = (place - column) / width;
    for (let y = Math.max(0, row - 1); y <= Math.min(height - 1, row + 1); y++) {
      for (let x = Math.max(0, column - 1); x <= Math.min(width - 1, column + 1); x++) {
        const next = at[y * width + x]!;
        if (next < 0 || labels[next] !== -1 || apart(points, at[place]!, next)) continue;
        labels[next] = label;
        queue[tail++] = y * width + x;
      }
    }
  }
}

function apart(points: Float64Array, a: number, b: number): boolean {
  const dx = points[a * 3]! - points[b * 3]!;
  const dy = points[a * 3 + 1]! - points[b * 3 + 1]!;
  const dz = points[a * 3 + 2]! - points[b * 3 + 2]!;
  return dx * dx + dy * dy + dz * dz > GAP_M * GAP_M;
}
