import type { SceneSpec } from '../types.ts';

/**
 * A scene as flat paths with names in place of indices (`bodies.target.massKg`), so that two scenes can be compared leaf by leaf.
 * Arrays of numbers (positions, colours, joints) are leaves.
 */
export function flatten(scene: Partial<SceneSpec>): Map<string, unknown> {
  const leaves = new Map<string, unknown>();
  collect(scene, '', leaves);
  return leaves;
}

function collect(value: unknown, path: string, leaves: Map<string, unknown>): void {
  if (isLeaf(value)) {
    leaves.set(path, value);
    return;
  }
  for (const [key, child] of Object.entries(value as object)) {
    const name = Array.isArray(value) ? (child as { name: string }).name : key;
    collect(child, path ? `${path}.${name}` : name, leaves);
  }
}

function isLeaf(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return Array.isArray(value) && value.every((item) => typeof item === 'number') && value.length > 0;
}

const RELATIVE = 1e-4;
/** Half a step of 8-bit colour, which is what a renderer keeps. */
const COLOR = 0.5 / 255 + 1e-6;

/** Equal up to what a simulator loses by storing single precision; a quaternion equals its negative. */
export function sameReading(path: string, asked: unknown, got: unknown): boolean {
  if (typeof asked === 'number') return typeof got === 'number' && Math.abs(asked - got) <= tolerance(path, asked);
  if (!Array.isArray(asked)) return asked === got;
  if (!Array.isArray(got) || got.length !== asked.length) return false;
  if (path.endsWith('.quaternion')) return sameTurn(asked as number[], got as number[]);
  return asked.every((item, i) => sameReading(path, item, got[i]));
}

function tolerance(path: string, asked: number): number {
  return /(^|\.)(color|background)$/.test(path) ? COLOR : RELATIVE * Math.max(1, Math.abs(asked));
}

function sameTurn(a: readonly number[], b: readonly number[]): boolean {
  return Math.abs(a.reduce((sum, x, i) => sum + x * b[i]!, 0)) >= 1 - 1e-6;
}
