/** Shapes as ONNX tells them: a length, or a name for any. */

export type Side = number | string;

/** -1 and names stand for any length. */
export const isOpen = (side: Side): boolean => typeof side === 'string' || side < 0;

/** `own` behind as many leading ones as the model has more sides; null where that does not fit. */
export function behindOnes(own: readonly Side[], model: readonly Side[]): Side[] | null {
  const extra = model.length - own.length;
  if (extra < 0) return null;
  const leading = model.slice(0, extra);
  if (!leading.every((side) => isOpen(side) || side === 1)) return null;
  const rest = own.map((side, i) => agreed(side, model[extra + i]!));
  return rest.includes(null) ? null : [...leading.map(() => 1), ...(rest as Side[])];
}

function agreed(own: Side, model: Side): Side | null {
  if (isOpen(model)) return own;
  return isOpen(own) || own === model ? model : null;
}

export const written = (shape: readonly Side[]): string =>
  `[${shape.map((side) => (isOpen(side) ? 'any' : side)).join(', ')}]`;
