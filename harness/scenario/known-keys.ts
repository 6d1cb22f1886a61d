import type { z } from 'zod';

type Schema = z.core.$ZodType;

/** The keys that a schema allows at a path; empty where any key may stand or none. */
export function keysAt(schema: Schema, path: readonly PropertyKey[]): string[] {
  const here = path.reduce<Schema | null>((at, key) => (at ? child(at, key) : null), schema);
  const inner = here && unwrap(here);
  if (inner?._zod.def.type === 'object') return Object.keys((inner as z.core.$ZodObject)._zod.def.shape);
  if (inner?._zod.def.type === 'record')
    return [...((inner as z.core.$ZodRecord)._zod.def.keyType._zod.values ?? [])].map(String);
  return [];
}

function child(schema: Schema, key: PropertyKey): Schema | null {
  const inner = unwrap(schema);
  switch (inner._zod.def.type) {
    case 'object':
      return (inner as z.core.$ZodObject)._zod.def.shape[String(key)] ?? null;
    case 'record':
      return (inner as z.core.$ZodRecord)._zod.def.valueType;
    case 'array':
      return (inner as z.core.$ZodArray)._zod.def.element;
    default:
      return null;
  }
}

const TRANSPARENT: ReadonlySet<string> = new Set(['optional', 'default', 'prefault', 'nullable', 'readonly']);

/** Through optional, default, nullable and readonly; of a union the alternative that is a mapping. */
function unwrap(schema: Schema): Schema {
  const { def } = schema._zod;
  if (TRANSPARENT.has(def.type)) return unwrap((def as z.core.$ZodOptionalDef).innerType);
  if (def.type === 'union') {
    const options = (def as z.core.$ZodUnionDef).options.map(unwrap);
    return options.find((option) => option._zod.def.type === 'object') ?? options[0]!;
  }
  return schema;
}
