/** Which scenes are for training, which tell how well that went, and which show what training has never seen. */
import type { Library } from '../../harness/library/library.ts';
import type { SceneSpec } from '../../harness/types.ts';

export type Split = 'train' | 'val' | 'ood';
export const SPLITS: readonly Split[] = ['train', 'val', 'ood'];

/** What no scene of `train` or `val` holds: the unseen things of the suite `ood`, and a category and a look of their own. */
export const HELD_OUT = {
  categories: ['toy'],
  models: ['mug_tall', 'coffee_cup', 'tuna_can', 'pear', 'tray'],
  colors: ['purple', 'pink'],
  looks: ['studio'],
  textures: ['slate', 'walnut', 'marble', 'checker'],
} as const;

type Names = readonly string[];

export const isHeldOutModel = (name: string, { models }: Library): boolean =>
  (HELD_OUT.models as Names).includes(name) || (HELD_OUT.categories as Names).includes(models[name]!.category);

export const isHeldOutColor = (word: string): boolean => (HELD_OUT.colors as Names).includes(word);

/** Names of what a scene holds that training must not see; empty for a scene that training may have. */
export function heldOutIn(scene: SceneSpec, library: Library): string[] {
  const models = scene.bodies.map(({ model }) => model).filter((model) => isHeldOutModel(model, library));
  const colors = [...scene.bodies, ...scene.zones].flatMap(({ color }) => {
    const word = color && wordOf(color, library);
    return word && isHeldOutColor(word) ? [word] : [];
  });
  const textures = [scene.table.texture, scene.floor.texture].filter(
    (name): name is string => name !== null && (HELD_OUT.textures as Names).includes(name),
  );
  const looks = HELD_OUT.looks.filter((name) => parallel(library.looks[name]?.light.direction, scene.light.direction));
  return [...new Set([...models, ...colors, ...textures, ...looks])];
}

/** The colour word of a paint; null for one without. */
export function wordOf(color: readonly number[], { colors }: Library): string | null {
  return Object.entries(colors).find(([, each]) => same(each, color))?.[0] ?? null;
}

const same = (a: readonly number[], b: readonly number[]): boolean =>
  a.every((value, i) => Math.abs(value - b[i]!) < 1e-9);

/** Light has length 1 in a scene and any length in a look. */
function parallel(a: readonly number[] | undefined, b: readonly number[]): boolean {
  if (!a) return false;
  const unit = (v: readonly number[]) => v.map((value) => value / Math.hypot(...v));
  return same(unit(a), unit(b));
}

/** Of ten scenes one is for validation and one is drawn to be out of distribution, in fixed places: any number has its share. */
export function plannedSplit(index: number): Split {
  if (index % 10 === 4) return 'val';
  return index % 10 === 9 ? 'ood' : 'train';
}
