import type { Milestone } from '../../harness/types.ts';
import type { Funnel } from '../schema/details.ts';
import type { Ledger } from '../summary/row.ts';
import { isValid, type Settled } from '../summary/settle.ts';

const TO_TARGET = ['reached', 'grasped', 'lifted'] as const;
const TO_GOAL = ['transported', 'placed', 'released'] as const;

/** Tasks that end with the target in the hand. */
const WITHOUT_GOAL: ReadonlySet<string> = new Set(['pick']);
/** Tasks without anything to move. */
const WITHOUT_TARGET: ReadonlySet<string> = new Set(['pick_absent']);

/** How far valid episodes came; a task that has no such stage is not counted for it. */
export function funnelOf({ settled }: Ledger): Funnel {
  const valid = settled.filter((each) => isValid(each) && !each.episode.control);
  const known = valid.filter(({ record }) => record?.milestones !== undefined);
  const moving = known.filter(({ episode }) => !WITHOUT_TARGET.has(episode.task));
  const placing = moving.filter(({ episode }) => !WITHOUT_GOAL.has(episode.task));
  return {
    stages: [
      ...TO_TARGET.map((name) => ({ name, ...share(name, moving) })),
      ...TO_GOAL.map((name) => ({ name, ...share(name, placing) })),
    ],
    wrongObject: share('wrong_object', known),
    unknown: valid.length - known.length,
  };
}

function share(name: Milestone['name'], among: readonly Settled[]): Funnel['wrongObject'] {
  const episodes = among.filter(({ record }) => record?.milestones?.some((each) => each.name === name)).length;
  return { episodes, of: among.length, rate: among.length === 0 ? null : episodes / among.length };
}
