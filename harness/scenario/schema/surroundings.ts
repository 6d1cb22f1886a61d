/** What surrounds the objects: surfaces, light, cameras, robot, occluder. */
import { z } from 'zod';
import { name, paint, valueOrRange, vector } from './values.ts';

const texture = name.nullable();

export const surface = z
  .strictObject({
    color: paint.optional().describe('Colour; with a texture, its tint.'),
    colors: z.array(paint).min(1).max(30).optional().describe('Colours to draw from, one for each replicate.'),
    texture: texture.optional().describe('A file of data/textures without .png; null for a plain colour.'),
    textures: z.array(texture).min(1).max(30).optional().describe('Textures to draw from, one for each replicate.'),
  })
  .refine((s) => s.color === undefined || s.colors === undefined, 'expected color or colors, not both')
  .refine((s) => s.texture === undefined || s.textures === undefined, 'expected texture or textures, not both');

export const light = z.strictObject({
  direction: vector.optional().describe('From the scene towards the light.'),
  color: paint.optional().describe('Colour of the light.'),
  ambient: z.number().min(0).max(1).optional().describe('Light from everywhere, fraction.'),
  diffuse: z.number().min(0).max(2).optional().describe('Light from the direction, fraction.'),
  specular: z.number().min(0).max(2).optional().describe('Highlights, fraction.'),
  shadow: z.boolean().optional().describe('Whether bodies cast shadows.'),
});

export const camera = z.strictObject({
  shiftM: z
    .union([z.number().min(0).max(1), vector], {
      error: 'expected metres in [0, 1] (drawn direction) or [x, y, z] metres',
    })
    .optional()
    .describe('Moves the camera without turning it: metres in a drawn direction, or [x, y, z].'),
  turnDeg: z.number().min(0).max(60).optional().describe('Turns it in place by so many degrees about a drawn axis.'),
  orbitDeg: valueOrRange(-180, 180, 'degrees')
    .optional()
    .describe('Carries it around the vertical through the point it looks at, degrees.'),
  fovYDeg: z.number().min(5).max(150).optional().describe('Vertical field of view, degrees.'),
});

export const robot = z.strictObject({
  name: name.describe('A robot of the library (see `harness list robots`).'),
  startJointsOffsetDeg: z
    .union([z.number().min(0).max(60), z.array(z.number().min(-180).max(180)).max(12)], {
      error: 'expected degrees in [0, 60] (drawn for each joint within +-), or one number for each arm joint',
    })
    .optional()
    .describe('Start pose relative to home: degrees for each arm joint, or one number to draw each joint within +-.'),
  gripperOpening: z.number().min(0).max(1).optional().describe('Opening at the start; 1 is open. Default 1.'),
});

export const occlusion = z.strictObject({
  camera: name.describe('The camera from which something is hidden.'),
  target: name.describe('The object to be hidden.'),
  fraction: z.number().min(0.05).max(0.8).describe('How much of its silhouette is hidden.'),
  model: name.optional().describe('The prop that hides it. Default: the first prop of the library that can.'),
  tolerance: z
    .number()
    .min(0.01)
    .max(0.3)
    .optional()
    .describe('Allowed difference of the measured fraction. Default 0.1.'),
});

export type CameraEntry = z.infer<typeof camera>;
export type OcclusionEntry = z.infer<typeof occlusion>;
export type LightEntry = z.infer<typeof light>;
export type SurfaceEntry = z.infer<typeof surface>;
export type RobotEntry = z.infer<typeof robot>;
