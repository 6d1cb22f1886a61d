/** What stands on the table: objects, groups of objects, painted zones, and where each of them goes. */
import { z } from 'zod';
import { colorWord, name, paint, point2, range, valueOrRange } from './values.ts';

const cell = z
  .strictObject({
    row: z.int().min(0).describe('Row of the grid, 0 is the nearest to the robot.'),
    column: z.int().min(0).describe('Column of the grid, 0 is the rightmost seen from the robot (smallest y).'),
    of: z
      .tuple([z.int().min(1).max(20), z.int().min(1).max(20)])
      .describe('[rows, columns] of the grid laid over the region.'),
  })
  .refine((c) => c.row < c.of[0] && c.column < c.of[1], 'expected a row and column within `of`');

const WHERE = 'expected one of: region (with or without cell, outsideByM), x and y, at';

function saysWhere(place: {
  region?: unknown;
  x?: unknown;
  y?: unknown;
  at?: unknown;
  cell?: unknown;
  outsideByM?: unknown;
}) {
  const ways = [place.region, place.x ?? place.y, place.at].filter((way) => way !== undefined).length;
  const inRegion = place.region !== undefined || (place.cell === undefined && place.outsideByM === undefined);
  return ways <= 1 && inRegion && (place.x === undefined) === (place.y === undefined);
}

export const place = z
  .strictObject({
    region: name
      .optional()
      .describe("A named region of the robot's table (see `harness list robots`); drawn uniformly within."),
    cell: cell.optional().describe('Draw only within one cell of a grid over the region.'),
    outsideByM: z
      .number()
      .positive()
      .max(0.3)
      .optional()
      .describe('Draw on the outline that runs this far outside the region, metres.'),
    x: range(-1, 1.5).optional().describe('[low, high] in metres; away from the robot. Needs y.'),
    y: range(-1.5, 1.5).optional().describe('[low, high] in metres; to the left of the robot. Needs x.'),
    at: point2.optional().describe('[x, y] in metres: exactly there.'),
    yawDeg: valueOrRange(-360, 360, 'degrees')
      .optional()
      .describe('Turn about the vertical, degrees; [low, high] is drawn. Default [0, 360].'),
    lying: z.boolean().optional().describe('Laid on its side instead of standing. Default false.'),
  })
  .refine(saysWhere, WHERE);

/** One object, or with `count` a group of them. One schema for both, so that every unknown key has one list of known ones. */
export const object = z
  .strictObject({
    model: name.optional().describe('A model of the library (see `harness list models`).'),
    models: z
      .array(name)
      .min(1)
      .max(60)
      .optional()
      .describe(
        'The models to draw from: one for each replicate or, with count, a group without repeats while they last.',
      ),
    like: name
      .optional()
      .describe('The same model and colour as this object, which is drawn before; color or colors changes the colour.'),
    unlike: z
      .array(name)
      .min(1)
      .max(10)
      .optional()
      .describe('Draws nothing that these objects, drawn before, are: model and colour together.'),
    count: z
      .int()
      .min(0)
      .max(12)
      .optional()
      .describe('Makes it a group of so many objects. They are called others0, others1, ...'),
    place: place.optional().describe("Where it goes. Default: anywhere in the robot's region `table`."),
    color: colorWord
      .optional()
      .describe("A colour word that replaces the model's own colour, in the picture and in the instruction."),
    colors: z
      .array(colorWord)
      .min(1)
      .max(20)
      .optional()
      .describe('Colour words to draw from: one for each replicate or, in a group, without repeats while they last.'),
    scale: z
      .number()
      .min(0.3)
      .max(2)
      .optional()
      .describe('Size relative to the model. Default 1; mass is not changed by it.'),
    massKg: z.number().min(0.001).max(20).optional().describe("Mass in kilograms. Default: the model's."),
    massScale: z.number().min(0.05).max(20).optional().describe("Mass relative to the model's. Default 1."),
    frictionScale: z.number().min(0).max(5).optional().describe("Lateral friction relative to the model's. Default 1."),
    fixed: z.boolean().optional().describe('Nothing moves it. Default false, true for props.'),
    outOfReach: z
      .boolean()
      .optional()
      .describe('May stand where the robot cannot work: only to be seen. Default false.'),
    absent: z
      .boolean()
      .optional()
      .describe('Named by the instruction but not on the table (pick_absent). Default false.'),
  })
  .refine(
    ({ model, models, like }) => [model, models, like].filter((way) => way !== undefined).length === 1,
    'expected one of model, models, like',
  )
  .refine((o) => o.color === undefined || o.colors === undefined, 'expected color or colors, not both')
  .refine((o) => o.count === undefined || o.absent !== true, 'expected one object with absent, not a group')
  .refine((o) => o.massKg === undefined || o.massScale === undefined, 'expected massKg or massScale, not both');

export const zone = z.strictObject({
  shape: z.enum(['rect', 'disc']).describe('Rectangle or disc.'),
  sizeM: z
    .tuple([z.number().min(0.02).max(0.6), z.number().min(0.02).max(0.6)])
    .describe('[width, depth] in metres; a disc uses the first as its diameter.'),
  color: paint.describe('A colour word, also used by the instruction, or [red, green, blue].'),
  noun: z
    .string()
    .min(1)
    .max(40)
    .optional()
    .describe('What an instruction calls it. Default: square, rectangle or circle.'),
  place: place.optional().describe("Where its centre goes. Default: anywhere in the robot's region `table`."),
});

export type Place = z.infer<typeof place>;
export type ObjectEntry = z.infer<typeof object>;
export type ZoneEntry = z.infer<typeof zone>;
