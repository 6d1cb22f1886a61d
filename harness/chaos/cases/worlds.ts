/** Worlds that are not the planned one, or that seem to solve themselves. */
import type { Case, Observed, Reference, Scripted } from '../case.ts';
import type { ScriptText } from '../faults.ts';
import { lastLine } from '../scripted.ts';
import { Stage } from '../stage.ts';

export const WORLD_FAULTS: readonly Scripted[] = [
  {
    fault: 'leaves the target its own colour, whatever is asked',
    policy: 'oracle',
    script: { bridge: [{ kind: 'ignore', path: 'bodies.target.color', value: null }] },
    ending: { kind: 'invalid', end: 'factor_not_applied' },
  },
  {
    fault: 'places objects by another seed',
    policy: 'oracle',
    script: { bridge: [{ kind: 'otherSeed', seed: 7 }] },
    ending: { kind: 'invalid', end: 'factor_not_applied' },
  },
];

const MOST_STEPS = 20;

/** Solved as soon as the cube is said to be on the square, or only after it stayed there. */
const suite = (success: string): string => `task: move_to_region
instruction: Move the {target} onto the {home}.
robot: panda
look: studio
maxSteps: ${MOST_STEPS}
episodes: 1
objects:
  target: { model: cube, place: { region: right } }
zones:
  home: { shape: rect, sizeM: [0.12, 0.12], color: blue, place: { region: left } }
success: ${success}
`;

const AT_ONCE = '{ inZone: [target, home] }';
const HELD = '{ inZone: [target, home], holdSec: 0.5 }';

interface Goal {
  readonly fault: string;
  readonly success: string;
  readonly steps: readonly [from: number, to: number];
  readonly ends: string;
}

/** A policy that does nothing in a world that reaches the goal by itself. */
const GOALS: readonly Goal[] = [
  { fault: 'goal reached at reset', success: AT_ONCE, steps: [0, 1000], ends: 'invalid solved_at_reset' },
  {
    fault: 'goal reached on the last step only',
    success: AT_ONCE,
    steps: [MOST_STEPS, MOST_STEPS],
    ends: 'success success',
  },
  {
    fault: 'goal reached on the last step, to be held',
    success: HELD,
    steps: [MOST_STEPS, 1000],
    ends: 'failure max_steps',
  },
  { fault: 'goal that flickers, to be held', success: HELD, steps: [5, 7], ends: 'failure max_steps' },
];

export const GOAL_CASES: readonly Case[] = GOALS.map((goal) => ({
  fault: goal.fault,
  group: 'world',
  against: [],
  run: (reference) => runGoal(goal, reference),
}));

async function runGoal({ success, steps: [fromStep, toStep], ends }: Goal, { setting }: Reference): Promise<Observed> {
  const stage = new Stage({ ...setting, episodes: 1, suite: 'goal.yaml' });
  try {
    stage.file('goal.yaml', suite(success));
    const moved = { kind: 'moved', body: 'target', onto: 'home', fromStep, toStep } as const;
    stage.script({ bridge: [moved] } satisfies ScriptText);
    const { code, stderr } = await stage.run(['--policy', 'noop']);
    const [row] = await stage.rows();
    const got = row ? `${row.outcome} ${row.end}` : `no row: ${lastLine(stderr)}`;
    const wanted = ends.startsWith('invalid') ? 4 : 0;
    return {
      outcome: got,
      lostAttempts: 0,
      lostEpisodes: 0,
      recoveredSec: null,
      broken: [
        ...(got === ends ? [] : [`expected ${ends}, got ${got}`]),
        ...(code === wanted ? [] : [`expected exit code ${wanted}, got ${code}`]),
        ...(await stage.leftovers()).map((each) => `left behind: ${each}`),
      ],
    };
  } finally {
    stage.remove();
  }
}
