import type { Knowledge } from '../../agents/oracle/knowledge.ts';
import { HarnessError } from '../errors.ts';
import type { Library } from '../library/library.ts';

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
