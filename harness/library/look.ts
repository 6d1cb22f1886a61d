/** `looks/*.yaml`, `cameras.yaml` and `colors.yaml` as exact types (docs/models.md). */
import { z } from 'zod';

const fraction = z.number().min(0).max(1);
export const rgb = z.tuple([fraction, fraction, fraction]).readonly();
export const point = z.tuple([z.number(), z.number(), z.number()]).readonly();

const material = z.strictObject({ color: rgb, texture: z.string().nullable().default(null) }).readonly();

const light = z
  .strictObject({
    direction: point,
    color: rgb,
    ambient: fraction,
    diffuse: z.number().min(0),
    specular: z.number().min(0),
    shadow: z.boolean(),
  })
  .readonly();

/** One file of `looks/`. */
export const lookFile = z.strictObject({ table: material, floor: material, background: rgb, light }).readonly();
export type Look = z.infer<typeof lookFile>;

const camera = z
  .strictObject({
    eyeM: point,
    targetM: point,
    up: point,
    fovYDeg: z.number().positive().max(150),
    nearM: z.number().positive(),
    farM: z.number().positive(),
  })
  .readonly();

/** `cameras.yaml`: the world cameras by name. */
export const camerasFile = z.record(z.string(), camera);

/** `colors.yaml`: the colour words that instructions use, red green blue in [0, 1]. */
export const colorsFile = z.record(z.string(), rgb);
