import type { Setup } from '../scenario/schema/scenario.ts';

/** Whether a level's setup has in common with its nominal one all that something is made from: then that is made once for both. */
type Alike = (setup: Setup, nominal: Setup) => boolean;

function alikeIn(parts: (setup: Setup) => unknown): Alike {
  const answers = new WeakMap<Setup, { readonly nominal: Setup; readonly answer: boolean }>();
  return (setup, nominal) => {
    const known = answers.get(setup);
    if (known?.nominal === nominal) return known.answer;
    const answer = JSON.stringify(parts(setup)) === JSON.stringify(parts(nominal));
    answers.set(setup, { nominal, answer });
    return answer;
  };
}

/** The same things in the same places. */
export const seatsAlike = alikeIn(({ objects, zones, occlusion, robot }) => [objects, zones, occlusion, robot.name]);

/** Told and judged alike, of the same things. */
export const meantAlike = alikeIn(({ objects, zones, occlusion, robot, task, goal, instruction, success }) => [
  [objects, zones, occlusion, robot.name],
  [task, goal, instruction, success],
]);
