/** A world that a simulator brings along: the task of another harness's suite, by name, and what it must be. */
import { z } from 'zod';

const text = z.string().min(1).max(400);
const hash = z.string().regex(/^[0-9a-f]{64}$/, 'expected a sha256 in hex');

export const foreign = z.strictObject({
  simulator: z.enum(['libero', 'isaaclab']).describe('The simulator that has it.'),
  suite: text.describe('The suite of the task, as the simulator calls it.'),
  task: text.describe('The task in that suite.'),
  statesOf: text.optional().describe('The suite whose initial states are loaded. Default: that of the task.'),
  initialStates: z.int().min(1).max(10000).describe('How many initial states there are: replicate i takes the i-th.'),
  waitSteps: z.int().min(0).max(1000).default(0).describe('Control steps in which nothing is done, to come to rest.'),
  definition: hash.describe('sha256 of the file that defines the task; another one is another task.'),
  parts: z
    .strictObject({
      scene: hash.describe('sha256 of what the definition puts into the scene.'),
      goal: hash.describe('sha256 of what it asks for.'),
    })
    .describe('What of the definition makes the scene and the goal.'),
  texts: z
    .strictObject({
      ofName: text.describe("The text of the task's name."),
      ofDefinition: text.describe("The text of the task's definition."),
    })
    .describe('Both texts that may be meant by the instruction; `instruction` says which one is sent.'),
  target: text.optional().describe('The body that the task is about, for milestones and privileged policies.'),
  goal: text.optional().describe('The body that it goes to.'),
});

export type Foreign = z.infer<typeof foreign>;
