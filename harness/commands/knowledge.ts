import type { Gripper } from '../../agents/grounding/gripper.ts';
import type { PolicySurroundings } from '../../agents/index.ts';
import type { Knowledge } from '../../agents/oracle/knowledge.ts';
import { HarnessError } from '../errors.ts';
import type { Library } from '../library/library.ts';
import type { Robot } from '../library/robot.ts';

/** What privileged policies may know of the model library. */
export function knowledgeOf(library: Library): Knowledge {
  return (name) => {
    const model = library.models[name];
    if (!model) throw new HarnessError('E_LIBRARY', `no model '${name}' in the library`);
    const { grasp = null, sizeM, cavity } = model;
    return {
      grasp,
      sizeM,
      hollowM: cavity?.offsetM ?? [0, 0],
      floorM: cavity?.floorM ?? 0,
      rimM: cavity?.rimM ?? sizeM[2],
    };
  };
}

/** All that policies may be told of models and robots. */
export function surroundingsOf(library: Library): PolicySurroundings {
  const grippers = Object.entries(library.robots).map(([name, robot]) => [name, gripperOf(robot)] as const);
  return { knowledge: knowledgeOf(library), grippers: Object.fromEntries(grippers) };
}

function gripperOf({ hand, gripperMaxWidthM: openingM, reach }: Robot): Gripper {
  const { shoulderM, tableM } = reach;
  const [least, most] = tableM;
  return { ...hand, openingM, reachM: { least, most }, shoulderM: [shoulderM[0], shoulderM[1]] };
}
