/** One scenario file. Strict everywhere: a key that is not here is an error. */
import { z } from 'zod';
import { FACTOR_NAMES } from '../../factors.ts';
import { foreign } from './foreign.ts';
import { object, zone } from './objects.ts';
import { predicate } from './predicate.ts';
import { camera, light, occlusion, robot, surface } from './surroundings.ts';
import { name, paint } from './values.ts';

/** What a level may change: everything of a scenario but its factors. */
export const setup = z.strictObject({
  task: z
    .enum(['pick', 'pick_and_place', 'move_to_region', 'pick_absent', 'foreign'])
    .describe('The kind of task; it sets the default success predicate.'),
  instruction: z
    .string()
    .max(2000)
    .describe(
      'What the policy is told. {target}, {receptacle}, {others[0]}, {zone} become noun phrases; also {target.noun}, {target.color}, {target.category}, {target.synonym}.',
    ),
  robot: robot.describe('The robot: its name, or a mapping.'),
  look: name.default('oak').describe('Table, floor and light by name (see `harness list looks`).'),
  table: surface.optional().describe("Changes the look's table."),
  floor: surface.optional().describe("Changes the look's floor."),
  background: paint.optional().describe("Changes the look's background."),
  light: light.optional().describe("Changes the look's light."),
  cameras: z.record(name, camera).default({}).describe('Changes cameras, by name.'),
  controlHz: z.int().min(1).max(240).default(20).describe('Actions per second.'),
  physicsHz: z
    .int()
    .min(60)
    .max(2000)
    .default(240)
    .describe('Physics steps per second, a whole multiple of controlHz.'),
  maxSteps: z.int().min(1).max(5000).default(240).describe('Control steps before the episode ends.'),
  foreign: foreign
    .optional()
    .describe('A world that a simulator brings along (task: foreign); then nothing else of a scene is said.'),
  objects: z
    .record(name, object)
    .default({})
    .describe('What stands on the table: target, receptacle, others, ... by name.'),
  zones: z.record(name, zone).default({}).describe('Painted regions, by name.'),
  goal: name
    .optional()
    .describe('Where the target goes: a receptacle or zone. Default: receptacle, else the only zone.'),
  occlusion: occlusion.optional().describe('Hides a measured part of an object from a camera with a prop.'),
  sensorNoiseStd: z.number().min(0).max(128).default(0).describe('Gaussian noise on the pictures, in steps of 255.'),
  latencyMs: z
    .number()
    .min(0)
    .max(5000)
    .default(0)
    .describe('Time from an action asked for until it reaches the robot, milliseconds.'),
  latencyMeanwhile: z
    .enum(['hold', 'continue'])
    .default('hold')
    .describe(
      'Until a late answer arrives the robot holds, or continues with the rest of the answer before; then of the new one only what is not past counts.',
    ),
  success: predicate.optional().describe('When the task is done. Default: by the kind of task.'),
});

const level = z
  .record(z.string(), z.unknown())
  .describe(
    'What this level changes: dot path to value, e.g. objects.target.color: purple. control: true marks a negative control.',
  );

const levels = z.record(name, level);

const factors = z
  .partialRecord(z.enum(FACTOR_NAMES as [string, ...string[]]), levels)
  .describe('Factor to level to changes. Each level runs alone against nominal on the same replicates. Mildest first.');

const pair = z
  .array(z.string().regex(/^[a-z_]+=[A-Za-z0-9_]+$/, 'expected factor=level'))
  .length(2)
  .describe('[factor=level, factor=level]: two levels together.');

export const scenarioFile = setup.extend({
  description: z.string().max(2000).optional().describe('What this scenario is for.'),
  episodes: z.int().min(1).max(10000).default(20).describe('Replicates of each condition.'),
  factors: factors.default({}),
  pairs: z.array(pair).max(50).default([]).describe('Declared combinations of two levels.'),
});

/** One condition of a scenario, fully spelt out, before anything is drawn. */
export type Setup = z.infer<typeof setup>;
