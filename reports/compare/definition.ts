import type { EpisodeSpec } from '../../harness/types.ts';

/** What defines an episode, by the name under which a difference is told, and how it is told. */
const PARTS: Readonly<Record<string, (spec: EpisodeSpec) => string>> = {
  seed: ({ seed }) => String(seed),
  instruction: ({ instruction }) => JSON.stringify(instruction),
  'control rate': ({ scene }) => `${scene.controlHz} Hz`,
  'physics rate': ({ scene }) => `${scene.physicsHz} Hz`,
  'step budget': ({ maxSteps }) => `${maxSteps} steps`,
  latency: ({ latencySteps, measuredLatency, meanwhile = 'hold' }) =>
    `${measuredLatency ? 'measured' : `${latencySteps} steps`}, ${meanwhile}`,
  task: ({ task }) => task,
  'success predicate': ({ success }) => JSON.stringify(success),
  robot: ({ scene }) => scene.robot.name,
  cameras: ({ scene }) => JSON.stringify(scene.cameras),
  light: ({ scene }) => JSON.stringify(scene.light),
  bodies: ({ scene }) => JSON.stringify(scene.bodies),
};

const REST = 'model files, simulator or another part of the scene';

export interface DefinitionDifference {
  readonly part: string;
  readonly first: string;
  readonly second: string;
}

/** The parts in which two episodes of equal id and unequal digest differ; what lies in none of them is named as the rest. */
export function differingParts(first: EpisodeSpec, second: EpisodeSpec): DefinitionDifference[] {
  const differing = Object.entries(PARTS).flatMap(([part, textOf]) => {
    const [one, other] = [textOf(first), textOf(second)];
    return one === other ? [] : [{ part, first: one, second: other }];
  });
  return differing.length > 0 ? differing : [{ part: REST, first: first.digest, second: second.digest }];
}
