/** Paint on the table: pixels of the table's plane that have a colour. */
import type { CameraImage } from '../../../harness/types.ts';
import { heightAt, surfaceAt, type View } from '../../grounding/view.ts';
import type { ColorWord } from './colors.ts';
import { wordFor } from './colors.ts';

const TABLE_M = 0.006;
const FAR_M = 0.9;
const LEAST_PIXELS = 150;

/** Pixels of the largest patch of one colour on the table; empty where there is none. */
export function patchOf(image: CameraImage, view: View, color: ColorWord): readonly number[] {
  const { widthPx, heightPx, rgb } = image;
  const marked = new Uint8Array(widthPx * heightPx);
  for (let i = 0; i < marked.length; i++) {
    if (wordFor(rgb[i * 3]!, rgb[i * 3 + 1]!, rgb[i * 3 + 2]!) === color && isTable(view, i)) marked[i] = 1;
  }
  const largest = patches(marked, widthPx).reduce((a, b) => (b.length > a.length ? b : a), []);
  return largest.length >= LEAST_PIXELS ? largest : [];
}

function isTable(view: View, index: number): boolean {
  if (Math.abs(heightAt(view, index)) > TABLE_M) return false;
  const [x, y] = surfaceAt(view, index);
  return x > 0.15 && Math.hypot(x, y) < FAR_M;
}

/** Connected groups of marked pixels; takes the marks away. */
function patches(marked: Uint8Array, widthPx: number): number[][] {
  const found: number[][] = [];
  for (let start = 0; start < marked.length; start++) {
    if (marked[start] === 0) continue;
    const patch = [start];
    marked[start] = 0;
    for (let head = 0; head < patch.length; head++) {
      for (const next of neighbours(patch[head]!, widthPx)) {
        if (marked[next] !== 1) continue;
        marked[next] = 0;
        patch.push(next);
      }
    }
    found.push(patch);
  }
  return found;
}

function neighbours(i: number, widthPx: number): number[] {
  const u = i % widthPx;
  return [i - widthPx, i + widthPx, ...(u > 0 ? [i - 1] : []), ...(u < widthPx - 1 ? [i + 1] : [])];
}
