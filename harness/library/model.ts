/** `models/*.yaml`: what docs/models.md says, as exact types. Metres, kilograms, degrees as in the file. */
import { z } from 'zod';

const point = z.tuple([z.number(), z.number(), z.number()]).readonly();
const rgb = z.tuple([z.number().min(0).max(1), z.number().min(0).max(1), z.number().min(0).max(1)]).readonly();
const positive = z.number().positive();

const common = {
  at: point.default([0, 0, 0]),
  rpyDeg: point.default([0, 0, 0]),
  tint: z.boolean().default(false),
  color: rgb.optional(),
  collide: z.boolean().default(true),
  visible: z.boolean().default(true),
};

const part = z.discriminatedUnion('shape', [
  z.strictObject({ shape: z.literal('box'), sizeM: point, ...common }),
  z.strictObject({ shape: z.literal('cylinder'), radiusM: positive, heightM: positive, ...common }),
  z.strictObject({ shape: z.literal('sphere'), radiusM: positive, ...common }),
  z.strictObject({ shape: z.literal('capsule'), radiusM: positive, heightM: positive, ...common }),
  z.strictObject({ shape: z.literal('ellipsoid'), radiiM: point, ...common }),
  z.strictObject({ shape: z.literal('lathe'), profileM: z.array(z.tuple([z.number(), z.number()])).min(2), ...common }),
  z.strictObject({
    shape: z.literal('tube'),
    pathM: z.array(point).min(2),
    radiusM: z.union([positive, z.array(positive)]),
    ...common,
  }),
  z.strictObject({ shape: z.literal('mesh'), file: z.string(), ...common }),
]);

const cavity = z.strictObject({
  shape: z.enum(['disc', 'rect']),
  radiusM: positive.optional(),
  sizeM: z.tuple([positive, positive]).readonly().optional(),
  offsetM: z.tuple([z.number(), z.number()]).readonly().default([0, 0]),
  floorM: z.number(),
  rimM: z.number(),
});

const grasp = z.strictObject({
  heightM: z.number(),
  widthM: positive,
  symmetryDeg: z.number().min(0),
  offsetM: z.tuple([z.number(), z.number()]).readonly().default([0, 0]),
  yawDeg: z.number().default(0),
});

/** One file of `models/`; a key that is not in docs/models.md is an error. */
export const modelFile = z.strictObject({
  category: z.enum(['block', 'can', 'bottle', 'ball', 'fruit', 'cutlery', 'toy', 'mug', 'receptacle', 'prop']),
  role: z.enum(['graspable', 'receptacle', 'prop']),
  noun: z.string().min(1),
  synonyms: z.array(z.string()).default([]),
  color: z.string(),
  massKg: positive,
  friction: z.strictObject({ lateral: z.number(), rolling: z.number(), spinning: z.number() }).readonly(),
  sizeM: point,
  parts: z.array(part).min(1),
  grasp: grasp.optional(),
  cavity: cavity.optional(),
  licence: z.string(),
});

export type Part = z.infer<typeof part>;
export type Cavity = z.infer<typeof cavity>;
export type Grasp = z.infer<typeof grasp>;
/** A model of the library; `name` is the file's name. */
export type Model = Readonly<z.infer<typeof modelFile>> & { readonly name: string };
