/** A policy map: what a model's inputs and outputs mean. Strict everywhere: a key that is not here is an error. */
import { z } from 'zod';
import { ROTATION_NAMES } from '../convert/rotation.ts';
import { PART_NAMES } from '../observe/parts.ts';

const finite = z.number().min(-1e9).max(1e9);
const sizePx = z.tuple([z.int().min(1).max(4096), z.int().min(1).max(4096)]);

const same = (a: readonly number[], b: readonly number[]): boolean => a[0] === b[0] && a[1] === b[1];

const image = z
  .strictObject({
    camera: z.string().min(1).describe('A camera of the scene: front, overhead, wrist (`harness list cameras`).'),
    renderPx: sizePx.default([256, 256]).describe('[width, height] in which the camera is drawn, pixels.'),
    sizePx: sizePx.optional().describe('[width, height] that the model gets, pixels. Default: as drawn.'),
    fit: z
      .enum(['exact', 'pad', 'stretch', 'crop'])
      .default('pad')
      .describe(
        'How one becomes the other: pad keeps all of it between black bars, crop cuts the middle out, stretch bends it; exact: they must be equal.',
      ),
    rotateDeg: z
      .union([z.literal(0), z.literal(180)], { error: 'expected 0 or 180' })
      .default(0)
      .describe(
        'Turns the picture before it is fitted: 180 for rows that come from the bottom up and models of LIBERO.',
      ),
    mirror: z
      .boolean()
      .default(false)
      .describe(
        'Swaps left and right before it is fitted: what models of LIBERO were shown, of frames that stand upright.',
      ),
    layout: z.enum(['hwc', 'chw']).default('hwc').describe('Order of height, width and channels.'),
    range: z.enum(['uint8', 'unit']).default('uint8').describe('uint8: 0 to 255; unit: float32 from 0 to 1.'),
  })
  .refine(({ fit, renderPx, sizePx = renderPx }) => fit !== 'exact' || same(renderPx, sizePx), {
    error: 'expected pad, crop or stretch where sizePx is not renderPx',
    path: ['fit'],
  });

const images = z.record(z.string(), image).superRefine((entries, context) => {
  const drawn = new Map<string, readonly number[]>();
  for (const [key, { camera, renderPx }] of Object.entries(entries)) {
    const before = drawn.get(camera) ?? renderPx;
    drawn.set(camera, before);
    if (same(before, renderPx)) continue;
    const message = `expected [${before.join(', ')}], as camera ${camera} is drawn for another picture`;
    context.addIssue({ code: 'custom', message, path: [key, 'renderPx'], input: renderPx });
  }
});

const partName = z.enum(PART_NAMES);

const part = z.union(
  [
    partName,
    z.strictObject({
      part: partName.describe('What is taken.'),
      take: z.array(z.int().min(0).max(31)).min(1).max(32).optional().describe('Which of its numbers, from 0.'),
      scale: finite.default(1).describe('Multiplies them.'),
      offset: finite.default(0).describe('Added after that.'),
    }),
    z.strictObject({ zeros: z.int().min(1).max(256).describe('So many zeros.') }),
  ],
  { error: `expected one of ${PART_NAMES.join(', ')}, a mapping with part, or zeros: n` },
);

const state = z.strictObject({
  parts: z.array(part).min(1).max(32).describe('What the vector is made of, in order.'),
  dtype: z.enum(['float32', 'float64']).default('float32').describe('Kind of its numbers.'),
});

const scale = z.strictObject({
  position: finite.default(1).describe('Metres in one of the model’s units.'),
  rotation: finite.default(1).describe('Radians in one of the model’s units; only for axis_angle and euler_xyz.'),
  joint: finite.default(1).describe('Radians in one of the model’s units, for joint spaces.'),
});

const gripper = z
  .strictObject({
    open: finite.default(1).describe('The model’s number for an open gripper.'),
    closed: finite.default(0).describe('The model’s number for a closed gripper.'),
    threshold: finite
      .nullable()
      .default(null)
      .describe('Makes it binary: open on the side of `open`, closed otherwise. null: as far as it says.'),
  })
  .refine(({ open, closed }) => open !== closed, 'expected open and closed to differ');

const action = z
  .strictObject({
    space: z
      .enum(['ee_delta', 'ee_pose', 'joint_position', 'joint_delta'])
      .default('ee_delta')
      .describe('What the numbers before the gripper are: a change of the hand, its pose, joints, a change of joints.'),
    rotation: z
      .enum(ROTATION_NAMES)
      .default('axis_angle')
      .describe(
        'How the hand’s rotation is told; none: the model says nothing of it. Euler angles turn about fixed axes.',
      ),
    frame: z
      .enum(['world', 'tool'])
      .default('world')
      .describe('Frame of a change or a pose: the world’s, or that of the tool when the model was asked.'),
    limit: finite
      .min(0)
      .nullable()
      .default(null)
      .describe(
        'Position, rotation and joints beyond +-limit, in the model’s units, are cut to it; null: as they come.',
      ),
    scale: scale.prefault({}).describe('What one of the model’s units is.'),
    gripper: z
      .union([gripper, z.literal('none')], { error: 'expected none or a mapping with open and closed' })
      .prefault({})
      .describe('The last number of a row; none: there is none, and the gripper stays open.'),
  })
  .refine(({ rotation, scale }) => scale.rotation === 1 || rotation === 'axis_angle' || rotation === 'euler_xyz', {
    error: 'expected 1 unless rotation is axis_angle or euler_xyz',
    path: ['scale', 'rotation'],
  });

export const policyMapSchema = z.strictObject({
  description: z.string().max(2000).optional().describe('What this map is for.'),
  robot: z.string().min(1).optional().describe('The only robot that it is for.'),
  images: images.default({}).describe('The model’s pictures, by its own keys.'),
  state: z.record(z.string(), state).default({}).describe('The model’s state vectors, by its own keys.'),
  instruction: z
    .string()
    .min(1)
    .nullable()
    .default('prompt')
    .describe('Key of the instruction; null for a model that hears no words.'),
  action: action.prefault({}).describe('What the rows of an answer mean.'),
  horizon: z.int().min(0).max(10000).default(0).describe('Actions applied before the model is asked again; 0: all.'),
});

export type PolicyMap = z.infer<typeof policyMapSchema>;
export type ImageEntry = PolicyMap['images'][string];
export type StateEntry = PolicyMap['state'][string];
export type StatePart = StateEntry['parts'][number];
export type ActionEntry = PolicyMap['action'];
export type GripperEntry = Exclude<ActionEntry['gripper'], 'none'>;
